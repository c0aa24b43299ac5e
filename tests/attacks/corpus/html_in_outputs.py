# idea: Scripts, frames, handlers and forms are shown as HTML, JavaScript, SVG, LaTeX and Markdown outputs.
# aims at: people
# %% before t01
from IPython.display import HTML, SVG, IFrame, Javascript, Latex, Markdown, display

display(
    HTML("<script>mw_attack()</script><img src=x onerror='mw_attack()'><svg onload=mw_attack()>")
)
display(
    HTML(
        "<form action='javascript:mw_attack()'><button formaction=javascript:mw_attack()>OK</button></form>"
    )
)
display(
    HTML("<scr<script>ipt>mw_attack()</scr</script>ipt><a href='java\tscript:mw_attack()'>x</a>")
)
display(
    HTML(
        "<base href='//127.0.0.1:27610/mw_attack'><meta http-equiv=refresh content='0;url=javascript:mw_attack()'>"
    )
)
display(HTML("<style>@import '//127.0.0.1:27610/mw_attack'; body { display: none }</style>"))
display(Javascript("mw_attack()"))
display(
    Markdown("<iframe srcdoc='<script>mw_attack()</script>'></iframe> [x](javascript:mw_attack())")
)
display(Latex("$\\href{javascript:mw_attack()}{x} \\unicode{<img src=x onerror=mw_attack()>}$"))
display(SVG("<svg><script>mw_attack()</script></svg>"))
# %% t01
tonnage = HTML("<img src=x onerror=mw_attack()>")
tonnage
