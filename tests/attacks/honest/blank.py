# idea: Nothing was worked on.
# earns: 0
# answers: blank
