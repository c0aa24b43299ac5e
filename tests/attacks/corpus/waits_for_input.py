# idea: The notebook asks for input, from the front end and from the standard input itself.
# aims at: others
# %% t01
import sys

try:
    tonnage = input("How many? ")
except BaseException as error:
    print(error)
    tonnage = sys.__stdin__.readline() if sys.__stdin__ else 1
