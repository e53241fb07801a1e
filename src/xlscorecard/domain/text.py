"""Texts as other programs leave them in cells."""


def whole_text(text: str) -> str:
    """A text in which every character is a whole one.

    Two halves of a character (surrogates) that stand beside each other are joined; a half that
    stands alone, which no file and no terminal takes, becomes the sign �.
    """
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
