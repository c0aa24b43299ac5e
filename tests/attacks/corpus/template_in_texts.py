# idea: Texts, names and errors are templates: what renders them would run them.
# aims at: leak|host|people
# %% before t01
print("{{ 'mwcanary' ~ '-template-' ~ 7*7 }} {% raw %} {{ config }} ${7*7} <%= 7*7 %> #{7*7}")
# %% t01
tonnage = "{{ 'mwcanary' ~ '-template-' ~ 7*7 }}{% include 'nbgrader_config.py' %}"


# %% t05
def levy(total, years):
    raise ValueError("{{ 'mwcanary' ~ '-template-' ~ 7*7 }} {0.__class__} %(name)s {expected}")


# %% [markdown] essay
# {{ 'mwcanary' ~ '-template-' ~ 7*7 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}
# {{ cycler.__init__.__globals__.os.environ }} {% include "/etc/hostname" %} {%- block body %}{{ super() }}{% endblock %}
# {{ resources }} {{ self }} ${'mwcanary'}-template-${7*7}
