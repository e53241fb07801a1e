"""What Excel is offered, in words: the functions and the buttons, from which all else is made."""
