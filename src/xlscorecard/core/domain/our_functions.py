"""How the functions are known that cells can call."""

PREFIX = "SC_"
"""How their names begin: typing =SC_ into a cell shows them all."""
