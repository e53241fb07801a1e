"""Texts as other programs leave them in cells."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Figures that are formatted as superscript, as the signs for them: 126¹ is not 1261."""


def whole_text(text: str) -> str:
    """A text in which every character is a whole one.

    Two halves of a character (surrogates) that stand beside each other are joined; a half that
    stands alone, which no file and no terminal takes, becomes the sign �.
    """
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
