"""The rules of colour, judged by a real spreadsheet program, and colours that can be read."""

from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from tests.spreadsheet_program import calculated
from xlscorecard.addin.workbook import build
from xlscorecard.core.domain.settings import Palette
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.table.colours import NEUTRAL_TEXT, SWATCHES

P, S, N = Judgement.POSITIVE, Judgement.SIMILAR, Judgement.NEGATIVE
# The key of the document: ▲ higher is better, ▼ lower is better, blank: no judgement.
EXPECTED: dict[tuple[str | None, str | None], Judgement] = {
    ("▲", "↑"): P, ("▲", "→"): S, ("▲", "↓"): N,
    ("▼", "↑"): N, ("▼", "→"): S, ("▼", "↓"): P,
    # The same in words, with or without capitals, spaces and what follows.
    ("Bigger is better", "↑"): P, ("HIGH", "↓"): N, (" up ", "→"): S, ("Up is good", "↑"): P,
    ("Smaller is better", "↑"): N, ("minimise", "↓"): P, ("Decrease", "→"): S,
}  # fmt: skip
IN_WORDS = [(arrow, word, "not listed") for word, arrow in EXPECTED if word and len(word) > 1]
SIGNS = ("▲", "▼", None)
OVERRIDES = ("not listed", None, "▲", "▼", "none")
CASES: list[tuple[str | None, str | None, str | None]] = [
    *product(("↑", "→", "↓"), SIGNS, OVERRIDES),
    *product(("-", None), SIGNS, ("not listed",)),
    *IN_WORDS,
    *product(("↑", "↓"), ("monitor", "neither", "n/a", "-"), ("not listed",)),
]
FIRST_ROW = 9
FIRST_FREE_COLUMN = 40


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "Scorecard.xlsm"
    build(path)
    return path


def rules_of(sheet: Any, area: str) -> list[Any]:
    return [
        rule
        for formats, rules in sheet.conditional_formatting._cf_rules.items()
        if str(formats.sqref) == area
        for rule in rules
    ]


def colours_of(rule: Any) -> tuple[str, str]:
    style = rule.dxf
    return "#" + style.font.color.rgb[2:], "#" + style.fill.bgColor.rgb[2:]


def colours(palette: Palette, meaning: Judgement) -> tuple[str, str]:
    swatch = SWATCHES[palette][meaning]
    return swatch.text, swatch.fill


def test_arrow_and_percentage_cells_have_a_rule_for_each_palette_and_judgement(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["Scorecard"]
    expected = [colours(*each) for each in product(Palette, Judgement)]
    for area in ("V9:W400", "X9:Y400"):
        assert [colours_of(rule) for rule in rules_of(sheet, area)] == expected


def test_the_key_changes_its_colours_with_the_palette(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["Scorecard"]
    for area, meaning in (("C3:D3", P), ("C4:D4", S), ("C5:D5", N)):
        cell = sheet[area[:2]]
        assert cell.value == meaning.value
        assert f"#{cell.fill.fgColor.rgb[2:]}" == colours(Palette.GREEN_AMBER_RED, meaning)[1]
        (rule,) = rules_of(sheet, area)
        assert rule.formula == ['SettingsColours="Blue and orange"']
        assert colours_of(rule) == colours(Palette.BLUE_ORANGE, meaning)


@pytest.mark.parametrize(
    ("choice", "palette"),
    [
        ("Green, amber, red", Palette.GREEN_AMBER_RED),
        (None, Palette.GREEN_AMBER_RED),
        ("Blue and orange", Palette.BLUE_ORANGE),
    ],
)
def test_a_spreadsheet_program_colours_every_arrow_by_polarity_and_palette(
    soffice: str, path: Path, tmp_path: Path, choice: str | None, palette: Palette
) -> None:
    workbook = openpyxl.load_workbook(path)
    sheet, settings = workbook["Scorecard"], workbook["Settings"]
    settings["B8"] = choice
    for merged in [area for area in sheet.merged_cells.ranges if area.min_row >= FIRST_ROW]:
        sheet.unmerge_cells(str(merged))
    rules = [rule for area in ("V9:W400", "X9:Y400") for rule in rules_of(sheet, area)]
    free_row = 19
    for row, (arrow, sign, override) in enumerate(CASES, start=FIRST_ROW):
        sheet.cell(row, 1).value = f"R{row}"
        sheet.cell(row, 22).value = sheet.cell(row, 24).value = arrow
        sheet.cell(row, 26).value = sign
        if override != "not listed":
            settings.cell(free_row, 1).value = f"R{row}"
            settings.cell(free_row, 5).value = override
            free_row += 1
        for column, rule in enumerate(rules, start=FIRST_FREE_COLUMN):
            # A rule becomes an ordinary formula, whose result can be read.
            formula = Translator(f"={rule.formula[0]}", f"A{FIRST_ROW}")
            sheet.cell(row, column).value = formula.translate_formula(f"A{row}")
    workbook.save(tmp_path / "cases.xlsx")

    shown = calculated(tmp_path / "cases.xlsx", soffice)

    for row, (arrow, sign, override) in enumerate(CASES, start=FIRST_ROW):
        polarity = sign if override in ("not listed", None) else override
        meaning = EXPECTED.get((polarity, arrow))
        expected = [] if meaning is None else [colours(palette, meaning)] * 2
        results = shown[row - 1][FIRST_FREE_COLUMN - 1 :]
        found = [
            colours_of(rule)
            for rule, result in zip(rules, results, strict=True)
            if result == "TRUE"
        ]
        assert found == expected, (arrow, sign, override)
        assert set(results) <= {"TRUE", "FALSE"}


def luminance(colour: str) -> float:
    """Relative luminance of a colour. Source: WCAG 2.2, definition of relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio. Source: WCAG 2.2, definition of contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("palette", "meaning"), list(product(Palette, Judgement)))
def test_text_on_every_colour_has_the_enhanced_contrast(
    palette: Palette, meaning: Judgement
) -> None:
    # WCAG 2.2, 1.4.6: at least 7 to 1.
    assert contrast(*colours(palette, meaning)) >= 7


def test_an_arrow_that_is_not_judged_can_be_read_on_white() -> None:
    assert contrast(NEUTRAL_TEXT, "#FFFFFF") >= 7
