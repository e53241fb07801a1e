"""What a click needs and answers: its actions stand in ``xlscorecard.addin.ribbon``."""
