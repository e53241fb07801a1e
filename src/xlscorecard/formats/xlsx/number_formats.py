"""What the cell styles of a workbook make of a number."""

from collections.abc import Iterable

from xlscorecard.core.sheet.number_format import Kind, kind_of
from xlscorecard.formats.xlsx.parts import Element

# Built-in number formats by their number: ECMA-376 part 1, 18.8.30. Those of other languages that
# show dates (27 to 36, 50 to 58) stand for a date.
_A_DATE = "dd/mm/yyyy"
_BUILT_IN_FORMATS = {
    9: "0%", 10: "0.00%", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    **dict.fromkeys((*range(14, 18), 22, *range(27, 37), *range(50, 59)), _A_DATE),
}  # fmt: skip


def kinds_of_styles(elements: Iterable[Element]) -> dict[int, Kind]:
    """What each cell style makes of a number, from the elements of a styles part."""
    codes = dict(_BUILT_IN_FORMATS)
    styles: list[int] = []
    for element in elements:
        if element.name == "numFmt" and element.parent == "numFmts":
            codes[_integer(element.get("numFmtId"))] = element.get("formatCode")
        elif element.name == "xf" and element.parent == "cellXfs":
            styles.append(_integer(element.get("numFmtId")))
    return {index: kind_of(codes.get(number, "")) for index, number in enumerate(styles)}


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else 0
