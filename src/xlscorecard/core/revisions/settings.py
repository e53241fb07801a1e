"""The settings of two versions, in the words of the Settings sheet."""

from collections.abc import Iterator
from typing import Any

from xlscorecard.core.revisions.change import NOTHING, Change, ChangeKind, Held
from xlscorecard.core.revisions.rows import Matching
from xlscorecard.core.revisions.version import Version
from xlscorecard.core.settings.all_settings import (
    COLUMN,
    GENERAL,
    OF_AN_INDICATOR,
    REFERENCE,
    SETTING_HEADING,
    VALUE_HEADING,
)
from xlscorecard.core.settings.setting import Setting


def setting_changes(old: Version, new: Version, matching: Matching) -> Iterator[Change]:
    """What is set otherwise; the settings of a renamed row follow it."""
    for setting in GENERAL:
        yield from _changes(setting.name, _general(old, setting), _general(new, setting))
    yield from _column_changes(old, new)
    reference_of = {
        match.old.indicator.reference: match.new.indicator.reference for match in matching.matches
    }
    titles = {row.indicator.reference: row.indicator.title for row in (*old.rows, *new.rows)}
    earlier = {reference_of.get(former, former): former for former in old.settings.indicators}
    for reference in dict.fromkeys([*new.settings.indicators, *earlier]):
        former = earlier.get(reference, reference)
        for of_one in OF_AN_INDICATOR:
            before = _of_indicator(old, of_one, former)
            after = _of_indicator(new, of_one, reference)
            yield from _changes(of_one.name, before, after, reference, titles.get(reference, ""))


def _column_changes(old: Version, new: Version) -> Iterator[Change]:
    """What is said of columns otherwise."""
    before, after = (
        {
            line.name: Held(line.meaning, line.meaning, line.place)
            for line in version.settings.columns
        }
        for version in (old, new)
    )
    for name in dict.fromkeys([*after, *before]):
        what = f"{COLUMN.name} {name}"
        yield from _changes(what, before.get(name, NOTHING), after.get(name, NOTHING))


def _changes(
    what: str, before: Held, after: Held, reference: str = "", title: str = ""
) -> Iterator[Change]:
    """The change of one setting, if it is one."""
    if before.text != after.text:
        yield Change(
            kind=ChangeKind.SETTING,
            reference=reference,
            title=title,
            what=what,
            before=before,
            after=after,
        )


def _general(version: Version, setting: Setting[Any, Any]) -> Held:
    text = setting.text(version.settings)
    cell = _crossing(version, SETTING_HEADING, setting.name, VALUE_HEADING)
    return Held(text or None, text, cell)


def _of_indicator(version: Version, setting: Setting[Any, Any], reference: str) -> Held:
    text = setting.text(version.settings.for_indicator(reference))
    return Held(text or None, text, _crossing(version, REFERENCE.name, reference, setting.name))


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
