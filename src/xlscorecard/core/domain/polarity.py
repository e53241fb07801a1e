"""Which direction of travel is good for an indicator."""

import re
from enum import Enum


class Polarity(Enum):
    """The scorecard's column DoT; without a polarity a change is not judged."""

    HIGHER_IS_BETTER = "higher is better"
    LOWER_IS_BETTER = "lower is better"
    NONE = "no judgement"


SIGNS = {"▲": Polarity.HIGHER_IS_BETTER, "▼": Polarity.LOWER_IS_BETTER}
"""The signs of the scorecard document; blank is no judgement."""

WORDS = {
    Polarity.HIGHER_IS_BETTER: (
        "high", "higher", "highest", "big", "bigger", "large", "larger", "more", "up", "rise",
        "increase", "increasing", "maximise", "maximize", "max",
    ),
    Polarity.LOWER_IS_BETTER: (
        "low", "lower", "lowest", "small", "smaller", "less", "fewer", "down", "fall",
        "decrease", "decreasing", "reduce", "minimise", "minimize", "min",
    ),
    Polarity.NONE: ("", "-", "–", "none", "neither", "n/a", "na", "monitor", "neutral"),
}  # fmt: skip
"""The words by which other organisations say it, with or without 'is better' or 'is good'."""

START_LENGTH = 3
"""So many letters of a word tell which polarity it says."""

STARTS = {
    polarity: tuple(
        dict.fromkeys(
            [
                *(sign for sign, meant in SIGNS.items() if meant is polarity),
                *(f"{word:{START_LENGTH}}"[:START_LENGTH] for word in WORDS[polarity]),
                *(word for word in WORDS[polarity] if len(word) < START_LENGTH),
            ]
        )
    )
    for polarity in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER)
}
"""How the signs and words of each polarity begin, in small letters, for rules of colour."""

_POLARITY_OF = {**SIGNS, **{word: polarity for polarity, words in WORDS.items() for word in words}}
_TAIL = re.compile(r"\s+(?:is|to\s+be)?\s*(?:better|best|good)$")


def polarity_in(text: str) -> Polarity | None:
    """The polarity that a text says, in a sign or in words; None where it says none."""
    said = " ".join(text.split()).casefold().rstrip(".")
    return _POLARITY_OF.get(said, _POLARITY_OF.get(_TAIL.sub("", said)))
