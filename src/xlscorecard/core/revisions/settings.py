"""The settings of two versions, in the words of the Settings sheet."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.settings import ChangeUnit, Tolerance
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.revisions.change import Change, Held, Kind
from xlscorecard.core.revisions.rows import Matching
from xlscorecard.core.revisions.version import Version
from xlscorecard.core.settings.words import (
    FORMULA_WORDS,
    FREQUENCY_WORDS,
    PALETTE_WORDS,
    POLARITY_WORDS,
    SETTING_HEADING,
    TARGET_BASIS_WORDS,
    UNIT_WORDS,
    VALUE_HEADING,
    ColumnHeading,
    IndicatorHeading,
    Label,
)

NEWEST_MONTH = "the newest month"
"""The reporting period where none is set."""


class Setting(NamedTuple):
    """A setting: its label, the field that holds it, and how its value is written."""

    label: Label | IndicatorHeading
    field: str
    text: Callable[[Any], str]


def _written(words: Mapping[str, Enum]) -> Callable[[Enum | None], str]:
    by_meaning = {meaning: word for word, meaning in words.items()}
    return lambda meaning: "" if meaning is None else by_meaning[meaning]


def _month(month: Month | None) -> str:
    return NEWEST_MONTH if month is None else month_label(month)


def _amount(tolerance: Tolerance | None) -> str:
    return "" if tolerance is None else f"{(decimal_of(tolerance.amount) * 100).normalize():f}%"


def _unit(tolerance: Tolerance | None) -> str:
    # A relative tolerance is what holds where no unit is set.
    if tolerance is None or tolerance.unit is ChangeUnit.RELATIVE:
        return ""
    return _written(UNIT_WORDS)(tolerance.unit)


GENERAL = (
    Setting(Label.REPORTING_PERIOD, "reporting_period", _month),
    Setting(Label.TOLERANCE, "tolerance", _amount),
    Setting(Label.FORMULAS, "formulas", _written(FORMULA_WORDS)),
    Setting(Label.PALETTE, "palette", _written(PALETTE_WORDS)),
)
OF_AN_INDICATOR = (
    Setting(IndicatorHeading.FREQUENCY, "frequency", _written(FREQUENCY_WORDS)),
    Setting(IndicatorHeading.UNIT, "tolerance", _unit),
    Setting(IndicatorHeading.TOLERANCE, "tolerance", _amount),
    Setting(IndicatorHeading.POLARITY, "polarity", _written(POLARITY_WORDS)),
    Setting(IndicatorHeading.TARGET_BASIS, "target_basis", _written(TARGET_BASIS_WORDS)),
    Setting(IndicatorHeading.PART_OF, "wholes", ", ".join),
)


def setting_changes(old: Version, new: Version, matching: Matching) -> Iterator[Change]:
    """What is set otherwise; the settings of a renamed row follow it."""
    for setting in GENERAL:
        before = _held(old, setting, old.settings)
        after = _held(new, setting, new.settings)
        if before.text != after.text:
            yield _change("", "", setting, before, after)
    yield from _column_changes(old, new)
    reference_of = {
        match.old.indicator.reference: match.new.indicator.reference for match in matching.matches
    }
    titles = {row.indicator.reference: row.indicator.title for row in (*old.rows, *new.rows)}
    earlier = {reference_of.get(own, own): own for own in old.settings.indicators}
    for reference in dict.fromkeys([*new.settings.indicators, *earlier]):
        old_reference = earlier.get(reference, reference)
        for setting in OF_AN_INDICATOR:
            before = _held(old, setting, old.settings.of(old_reference), old_reference)
            after = _held(new, setting, new.settings.of(reference), reference)
            if before.text != after.text:
                yield _change(reference, titles.get(reference, ""), setting, before, after)


def _column_changes(old: Version, new: Version) -> Iterator[Change]:
    """What is said of columns otherwise."""
    said = [
        {line.name: Held(line.meaning, line.meaning, line.place) for line in own.settings.columns}
        for own in (old, new)
    ]
    nothing = Held(None, "", "")
    for name in dict.fromkeys([*said[1], *said[0]]):
        before, after = (own.get(name, nothing) for own in said)
        if before.text != after.text:
            yield Change(
                kind=Kind.SETTING,
                reference="",
                title="",
                what=f"{ColumnHeading.COLUMN.value} {name}",
                before=before,
                after=after,
            )


def _held(version: Version, setting: Setting, settings: object, reference: str = "") -> Held:
    text = setting.text(getattr(settings, setting.field))
    cell = _general_cell(version, setting) if not reference else _cell(version, setting, reference)
    return Held(content=text or None, text=text, cell=cell)


def _change(reference: str, title: str, setting: Setting, before: Held, after: Held) -> Change:
    return Change(
        kind=Kind.SETTING,
        reference=reference,
        title=title,
        what=setting.label.value,
        before=before,
        after=after,
    )


def _general_cell(version: Version, setting: Setting) -> str:
    return _crossing(version, SETTING_HEADING, setting.label.value, VALUE_HEADING)


def _cell(version: Version, setting: Setting, reference: str) -> str:
    heading = IndicatorHeading.REFERENCE.value
    return _crossing(version, heading, reference, setting.label.value)


def _crossing(version: Version, names: str, name: str, heading: str) -> str:
    """The cell beside a name, below a heading; '' where the sheet has none.

    ``names`` heads the column in which the name stands.
    """
    grid = version.settings_sheet
    if grid is None:
        return ""
    column_of: dict[str, int] = {}
    for row, cells in sorted(grid.rows.items()):
        texts = [str(cell).strip().casefold() for cell in cells]
        if names.casefold() in texts and heading.casefold() in texts:
            column_of = {text: column for column, text in enumerate(texts, start=1)}
        elif (
            column_of and grid.text(row, column_of[names.casefold()]).casefold() == name.casefold()
        ):
            return grid.address(row, column_of[heading.casefold()])
    return ""
