"""Why a cell with one of our functions shows what it shows, and above all why an error."""

from collections.abc import Callable, Iterator, Sequence

from xlscorecard.addin import functions
from xlscorecard.addin.cells.answers import UNUSABLE, Answer, ErrorAnswer, wrong_argument
from xlscorecard.addin.cells.calls import FunctionCall
from xlscorecard.core.domain.wording import counted

_MOST_REASONS = 3


def answers_of(call: FunctionCall, contents: Sequence[object]) -> list[Answer]:
    """What a call answers, row by row, with its errors as ``ErrorAnswer``.

    Args:
        call: the call.
        contents: what its arguments hold, each a block of cells or a single content.
    """
    function: Callable[..., Iterator[Answer]] = getattr(functions, call.function.python).__wrapped__
    required = sum(not argument.optional for argument in call.function.arguments)
    if not required <= len(contents) <= len(call.function.arguments):
        why = f"{counted(len(contents), 'argument')} where {required} or more belong"
        return [wrong_argument(why)]
    try:
        return list(function(*contents))
    except UNUSABLE as error:
        return [wrong_argument(error)]


def sentences(cell: str, call: FunctionCall, answers: Sequence[Answer]) -> list[str]:
    """What a cell's function was given, what it answers, and why, each a paragraph."""
    given = "\n".join(
        f"{argument.name}: {text or 'left out'}"
        for argument, text in zip(call.function.arguments, call.arguments, strict=False)
    )
    return [f"{cell}: {call}", given, *_reasons(answers)]


def _reasons(answers: Sequence[Answer]) -> Iterator[str]:
    if len(answers) == 1:
        [answer] = answers
        yield _reason(answer)
        return
    rows: dict[str, list[int]] = {}
    for row, answer in enumerate(answers, start=1):
        if isinstance(answer, ErrorAnswer):
            rows.setdefault(_reason(answer), []).append(row)
    errors = sum(map(len, rows.values()))
    yield f"{counted(len(answers), 'answer')}, {errors} of them errors."
    for reason, numbers in list(rows.items())[:_MOST_REASONS]:
        more = f" and {len(numbers) - 1:,} more" if len(numbers) > 1 else ""
        yield f"Row {numbers[0]:,} of the block{more}: {reason}"
    if len(rows) > _MOST_REASONS:
        yield f"There are {len(rows) - _MOST_REASONS:,} more reasons."


def _reason(answer: Answer) -> str:
    if isinstance(answer, ErrorAnswer):
        return f"It shows {answer}, because {answer.why}"
    if isinstance(answer, float):
        return f"It answers {answer:.6g}."
    return f"It answers {answer}." if answer else "It answers an empty text: nobody judges it."
