"""Every setting, in the order of the Settings sheet.

The sheet holds three tables, wherever they stand: 'Setting' beside 'Value', single indicators
under the heading 'Ref.', and columns under the heading 'Column'. A blank value leaves the default.
From these declarations are made: the reader, the sheet that is built, the comparison of two
versions, and docs/settings.md.
"""

from dataclasses import replace
from typing import Any

from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity, polarity_in
from xlscorecard.core.domain.settings import (
    ChangeUnit,
    FormulaPolicy,
    IndicatorSettings,
    Palette,
    Settings,
    TargetBasis,
    Tolerance,
)
from xlscorecard.core.settings.kinds import (
    FREQUENCY_WORDS,
    MONTH,
    PERCENTAGE,
    POLARITY_WORDS,
    REFERENCES,
    UNIT_WORDS,
    Naming,
    word,
)
from xlscorecard.core.settings.setting import Heading, Setting

SETTING_HEADING = "Setting"
VALUE_HEADING = "Value"

# -- of the workbook ----------------------------------------------------------------------------

REPORTING_PERIOD: Setting[Settings, Month] = Setting(
    name="Reporting period",
    kind=MONTH,
    get=lambda settings: settings.reporting_period,
    put=lambda settings, month: replace(settings, reporting_period=month),
    unset="the newest month",
    explanation="The month that is reported. Leave it blank for the newest month that holds data; "
    "type an earlier one, such as Aug 2019, to see the scorecard as it stood then.",
    takes="a month such as `Aug-19`; blank: the newest month that holds data",
)
GENERAL_TOLERANCE: Setting[Settings, float] = Setting(
    name="Tolerance",
    kind=PERCENTAGE,
    get=lambda settings: settings.tolerance.amount,
    put=lambda settings, amount: replace(settings, tolerance=Tolerance(amount=amount)),
    explanation="How much a value must change before its arrow points up or down. At 10%, a rise "
    "or fall of 10% or more counts as a change; anything smaller is similar.",
    takes="a percentage above 0% and up to 100%",
)
FORMULAS: Setting[Settings, FormulaPolicy] = Setting(
    name="Formulas in computed cells",
    kind=word({policy.value: policy for policy in FormulaPolicy}),
    get=lambda settings: settings.formulas,
    put=lambda settings, policy: replace(settings, formulas=policy),
    explanation="What Refresh does where somebody has put a formula into an arrow, % change, "
    "average or maximum cell. keep: the formula stays, and a different result is reported. "
    "replace: the value takes its place.",
    takes="`keep`: left alone and compared; `replace`: replaced by values",
)
PALETTE: Setting[Settings, Palette] = Setting(
    name="Colours",
    kind=word({palette.value: palette for palette in Palette}),
    get=lambda settings: settings.palette,
    put=lambda settings, palette: replace(settings, palette=palette),
    explanation="The colours of Positive, Similar and Negative. Blue and orange are easier to tell "
    "apart for people who confuse red and green. The arrows say the same without colour.",
    takes="`Green, amber, red` or `Blue and orange`",
)

GENERAL: tuple[Setting[Settings, Any], ...] = (
    REPORTING_PERIOD,
    GENERAL_TOLERANCE,
    FORMULAS,
    PALETTE,
)

# -- of an indicator ----------------------------------------------------------------------------

REFERENCE = Heading(
    name="Ref.",
    kind=Naming.INDICATOR,
    explanation="The indicator's reference, as on the Scorecard sheet.",
    takes="the indicator's reference, as on the scorecard",
)
FREQUENCY: Setting[IndicatorSettings, Frequency] = Setting(
    name="Frequency",
    kind=word(FREQUENCY_WORDS),
    get=lambda settings: settings.frequency,
    put=lambda settings, frequency: replace(settings, frequency=frequency),
    explanation="How often it is reported. Blank: monthly, or quarterly where its cells are "
    "merged by quarters.",
    takes="`monthly`, `quarterly`, `annual`; blank: quarterly if the row's cells are merged by "
    "quarters, else monthly",
)


def _unit(settings: IndicatorSettings) -> ChangeUnit | None:
    # A relative tolerance is what holds where no unit is set.
    tolerance = settings.tolerance
    return tolerance.unit if tolerance and tolerance.unit is not ChangeUnit.RELATIVE else None


def _with_unit(settings: IndicatorSettings, unit: ChangeUnit) -> IndicatorSettings:
    tolerance = settings.tolerance
    return replace(settings, tolerance=tolerance and replace(tolerance, unit=unit))


UNIT: Setting[IndicatorSettings, ChangeUnit] = Setting(
    name="Unit of change",
    kind=word(UNIT_WORDS),
    get=_unit,
    put=_with_unit,
    explanation="% compares by how many per cent a value changed; points, for percentages only, "
    "by how many percentage points.",
    takes="`%` (of the base) or `points` (percentage points); points need a tolerance of their own",
)
TOLERANCE: Setting[IndicatorSettings, float] = Setting(
    name="Tolerance",
    kind=PERCENTAGE,
    get=lambda settings: settings.tolerance.amount if settings.tolerance else None,
    put=lambda settings, amount: replace(settings, tolerance=Tolerance(amount=amount)),
    explanation="Its own tolerance. With points, 2% means 2 percentage points, and must be filled.",
    takes="in the unit of change: `2%` with `points` is 2 percentage points",
)
POLARITY: Setting[IndicatorSettings, Polarity] = Setting(
    name="Polarity",
    kind=word(POLARITY_WORDS, polarity_in),
    get=lambda settings: settings.polarity,
    put=lambda settings, polarity: replace(settings, polarity=polarity),
    explanation="▲ higher is better, ▼ lower is better, none: no judgement. Blank: as its DoT "
    "cell says.",
    takes="`▲`, `▼`, `none`, or a word such as `Low`; overrides the column DoT, in the colours too",
)
TARGET_BASIS: Setting[IndicatorSettings, TargetBasis] = Setting(
    name="Target basis",
    kind=word({basis.value: basis for basis in TargetBasis}),
    get=lambda settings: settings.target_basis,
    put=lambda settings, basis: replace(settings, target_basis=basis),
    is_optional=True,
    explanation="What its targets are for: monthly (each month's value), annual total (the sum of "
    "the financial year) or level (a level to reach).",
    takes="`monthly`, `annual total` (of the financial year) or `level`; without one, a target "
    "that looks like another basis than its values is a [finding](checks.md)",
)
PART_OF: Setting[IndicatorSettings, tuple[str, ...]] = Setting(
    name="Part of",
    kind=REFERENCES,
    get=lambda settings: settings.wholes,
    put=lambda settings, wholes: replace(settings, wholes=wholes),
    is_optional=True,
    explanation="The indicator of which this one counts a part, by its Ref.: a part above its "
    "whole is reported. Several, separated by commas.",
    takes="the Ref. of the indicator of which this one counts a part, several separated by commas: "
    "`EH1c` beside `EH14b` says EH14b <= EH1c, and a month in which it is above is a "
    "[finding](checks.md)",
)

OF_AN_INDICATOR: tuple[Setting[IndicatorSettings, Any], ...] = (
    FREQUENCY,
    UNIT,
    TOLERANCE,
    POLARITY,
    TARGET_BASIS,
    PART_OF,
)
INDICATOR_HEADINGS: tuple[Heading, ...] = (REFERENCE, *OF_AN_INDICATOR)

# -- of a column: what it means -----------------------------------------------------------------

COLUMN = Heading(
    name="Column",
    kind=Naming.COLUMN,
    explanation="A heading as it stands on the Scorecard sheet, or a column letter.",
    takes="a heading as it stands on the scorecard, or a column letter",
)
MEANING = Heading(
    name="What it means",
    kind=Naming.MEANING,
    explanation="leave alone: it is not read. values: of the columns under a month, the one with "
    "the month's values. polarity, movement: what DoT means. A month, or a known heading.",
    takes="`leave alone`: it is not read; `values`: of the columns under a month, the one that "
    "holds the month's values; `polarity` or `movement`, for a column DoT; a month such as "
    "`Aug 2019`; or a known heading, such as `Owner`, `12 month average`, `Target 2019-20`",
)
HEADING_THERE = Heading(
    name="Heading there",
    kind=Naming.HEADING_THERE,
    explanation="Beside a letter: the heading that stands there now, (blank) for none. When "
    "another heading stands there later, the line is not used, and you are told.",
    takes="beside a letter: the heading that stood there, `(blank)` for none. Where another "
    "heading stands there now, the line is not used, and that is said",
)

COLUMN_HEADINGS = (COLUMN, MEANING, HEADING_THERE)
