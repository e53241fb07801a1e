"""DoT as the polarity or as the movement, and the words of polarity."""

from pathlib import Path

import pytest

from tests.cases.scorecard_files import AFTER, EH1A, Content, Row, indicator, save, settings_sheet
from tests.cases.scorecard_outcomes import AUGUST, Outcome, approximately, judgements, refreshed

HIGHER, LOWER = "higher is better", "lower is better"
RISE = (100, 100, 100, 150)
"""A rise by half in the newest month."""
FALL = (100, 100, 100, 50)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def moved(count: int, agreeing: int) -> list[Row]:
    """Rows that rise and fall in turn; in so many the sign is that of the movement."""
    rows = []
    for number in range(count):
        rises = number % 2 == 0
        agrees = number < agreeing
        rows.append(
            indicator(
                f"A{number + 1}",
                (*EH1A[:12], *(RISE if rises else FALL)),
                DoT="▲" if rises == agrees else "▼",
            )
        )
    return rows


def doubts(outcome: Outcome, rows: int = 20) -> list[str]:
    """Doubtful findings at the column DoT, Z, from its heading down."""
    return [
        each.text
        for number in range(1, rows + 2)
        for each in outcome.about(f"Z{number}", "doubtful")
    ]


# -- DoT alone ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "agreeing"), [(8, 8), (9, 9), (10, 9), (10, 10), (20, 18)])
def test_signs_that_follow_the_newest_movement_are_doubtful(
    file: Path, count: int, agreeing: int
) -> None:
    # "if at least eight rows moved and in nine of ten of them the sign is that of the newest
    # movement"
    assert doubts(refreshed(save(file, *moved(count, agreeing))))


@pytest.mark.parametrize(
    ("count", "agreeing"), [(7, 7), (1, 1), (8, 7), (9, 8), (10, 8), (20, 17), (10, 0), (10, 5)]
)
def test_fewer_rows_or_fewer_signs_are_a_polarity(file: Path, count: int, agreeing: int) -> None:
    # Seven rows are not eight; 7 of 8, 8 of 9 and 17 of 20 are less than nine of ten.
    assert not doubts(refreshed(save(file, *moved(count, agreeing))))


def test_rows_that_did_not_move_are_not_counted(file: Path) -> None:
    # Eight rows moved and agree; four others stand still, with either sign.
    still = [
        indicator(f"S{number}", (*EH1A[:12], 100, 100, 100, 100), DoT="▲▼"[number % 2])
        for number in range(4)
    ]
    assert doubts(refreshed(save(file, *moved(8, 8), *still)))
    assert not doubts(refreshed(save(file, *moved(7, 7), *still)))


@pytest.mark.parametrize("sign", ["→", "↔"])
def test_a_level_arrow_under_dot_is_doubtful(file: Path, sign: str) -> None:
    # "doubtful if it holds → or ↔": one cell is enough.
    rows = [indicator("A1", DoT="▲"), indicator("A2", DoT=sign), indicator("A3", DoT="▼")]
    assert doubts(refreshed(save(file, *rows)))


@pytest.mark.parametrize("meaning", ["polarity", "movement"])
@pytest.mark.parametrize("by", ["heading", "letter"])
def test_no_doubt_where_the_settings_say_what_it_means(file: Path, meaning: str, by: str) -> None:
    line = ("DoT", meaning, None) if by == "heading" else ("Z", meaning, "DoT")
    path = save(file, *moved(10, 10), settings=settings_sheet(columns=[line]))
    assert not doubts(refreshed(path))


@pytest.mark.parametrize("meaning", ["polarity", "movement"])
def test_no_doubt_where_the_caller_says_what_it_means(file: Path, meaning: str) -> None:
    assert not doubts(refreshed(save(file, *moved(10, 10)), columns={"DoT": meaning}))


def test_dot_alone_is_the_polarity(file: Path) -> None:
    # EH1a rises by 31%: positive where higher is better, negative where lower is.
    path = save(file, indicator("A1", DoT="▲"), indicator("A2", DoT="▼"), indicator("A3"))
    assert judgements(path, "A1") == (HIGHER, "positive")
    assert judgements(path, "A2") == (LOWER, "negative")
    assert judgements(path, "A3")[1] is None  # "no polarity, no judgement"


def test_dot_that_the_settings_call_a_movement_judges_nothing(file: Path) -> None:
    lines = settings_sheet(columns=[("DoT", "movement", None)])
    path = save(file, indicator("A1", DoT="▲"), settings=lines)
    assert judgements(path)[1] is None


@pytest.mark.parametrize("meaning", [None, "polarity", "movement"])
def test_a_column_headed_dot_is_never_written(file: Path, meaning: str | None) -> None:
    # "a column headed DoT never is": ▼ over a rise stays.
    rows = [indicator("A1", DoT="▼"), indicator("A2", DoT="→"), indicator("A3")]
    columns = {"DoT": meaning} if meaning else {}
    outcome = refreshed(save(file, *rows), columns=columns)
    assert not [cell for cell in outcome.written if cell.startswith("Z")]
    assert outcome.figures("A1") == approximately(*AUGUST)


# -- a polarity column beside it ----------------------------------------------------------------


@pytest.mark.parametrize("heading", ["Polarity", "Aim", "Good is"])
def test_beside_a_polarity_column_dot_is_the_movement(file: Path, heading: str) -> None:
    # "Where a sheet has both a polarity column and a DoT column, DoT is the movement."
    after = (heading, *AFTER)
    row = indicator("A1", EH1A, {heading: "Higher is better"}, DoT="▼")
    path = save(file, row, indicator("A2", EH1A, {heading: "Lower"}, DoT="→"), after=after)
    outcome = refreshed(path)
    assert judgements(path, "A1") == (HIGHER, "positive")
    assert judgements(path, "A2") == (LOWER, "negative")
    assert not [each for number in range(1, 4) for each in outcome.about(f"AA{number}", "doubtful")]
    assert not [cell for cell in outcome.written if cell.startswith("AA")]


def test_ten_moving_signs_beside_a_polarity_column_are_no_doubt(file: Path) -> None:
    after = ("Polarity", *AFTER)
    rows = [
        indicator(row.reference, row.values, DoT=row.others["DoT"], Polarity="▲")
        for row in moved(10, 10)
    ]
    outcome = refreshed(save(file, *rows, after=after))
    assert not [each for n in range(1, 12) for each in outcome.about(f"AA{n}", "doubtful", "wrong")]


# -- words --------------------------------------------------------------------------------------

UP = ("▲", "higher is better", "Higher is better", "bigger", "Bigger is better", "high", "High",
      "increase", "maximise", "Maximise", " HIGH ")  # fmt: skip
DOWN = ("▼", "lower is better", "smaller", "Smaller is better", "low", "Low", "decrease",
        "minimise")  # fmt: skip
NEITHER = ("-", "neither", "n/a", "monitor", "Monitor", None)


@pytest.mark.parametrize(
    ("word", "polarity", "judgement"),
    [(word, HIGHER, "positive") for word in UP]
    + [(word, LOWER, "negative") for word in DOWN]
    + [(word, None, None) for word in NEITHER],
)
@pytest.mark.parametrize("heading", ["DoT", "Polarity"])
def test_the_words_of_polarity_are_the_same_under_any_heading(
    file: Path, heading: str, word: Content, polarity: str | None, judgement: str | None
) -> None:
    after = tuple(heading if each == "DoT" else each for each in AFTER)
    path = save(file, indicator("A1", EH1A, {heading: word}), after=after)
    found = judgements(path)
    assert found[1] == judgement
    if polarity:
        assert found[0] == polarity
    assert not refreshed(path).about("Z2", "wrong", "doubtful")


@pytest.mark.parametrize(
    ("word", "judgement"),
    [(word, "positive") for word in UP[1:]]
    + [(word, "negative") for word in DOWN[1:]]
    + [(word, None) for word in NEITHER[:-1]],
)
def test_the_words_of_polarity_are_the_same_on_the_settings_sheet(
    file: Path, word: str, judgement: str | None
) -> None:
    # Its DoT says the opposite: the settings override it.
    sign = "▲" if judgement != "positive" else "▼"
    lines = settings_sheet(indicators={"A1": {"Polarity": word}})
    path = save(file, indicator("A1", DoT=sign), settings=lines)
    assert judgements(path)[1] == judgement


@pytest.mark.parametrize("word", ["sideways", "?", "yes"])
def test_a_word_that_means_nothing_is_said(file: Path, word: str) -> None:
    assert refreshed(save(file, indicator("A1", DoT=word))).about("Z2")
