# idea: The student's id is a template.
# aims at: leak|host|people
# student: "{{ 'mwcanary' ~ '-template-' ~ 7*7 }}"
# %% t01
tonnage = 2
