"""Workbooks saved by LibreOffice: one that it had from XlsxWriter, one with what it has itself."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.books.sample_workbooks import rich_workbook
from tests.spreadsheet_program import saved_anew

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"),
        ("form", "form"), ("svg", "svg-compatible"), ("style", "style"),
    )
)  # fmt: skip
_FIGURES: tuple[tuple[str | int, ...], ...] = (
    ("Area", "Count"),
    ("East", 10),
    ("West", 20),
    ("East", 30),
)


def _cell(content: str | int) -> str:
    if isinstance(content, int):
        return f'<table:table-cell office:value-type="float" office:value="{content}"/>'
    return f"<table:table-cell><text:p>{content}</text:p></table:table-cell>"


def _document() -> str:
    """A spreadsheet with a pivot table, a shape, a note, check boxes, a filter and a rule."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, line))}</table:table-row>" for line in _FIGURES
    )
    note = (
        "<table:table-row><table:table-cell table:content-validation-name='val1'>"
        "<office:annotation><text:p>As reported</text:p></office:annotation><text:p>noted</text:p>"
        "</table:table-cell></table:table-row>"
    )
    controls = (
        '<office:forms><form:form><form:checkbox form:name="Done" xml:id="c1" form:id="c1" '
        'form:label="Done" form:control-implementation="ooo:com.sun.star.form.component.CheckBox"/>'
        "</form:form></office:forms>"
    )
    shapes = (
        '<table:shapes><draw:control draw:control="c1" svg:x="8cm" svg:y="1cm" svg:width="3cm" '
        'svg:height="1cm"/><draw:custom-shape svg:x="8cm" svg:y="4cm" svg:width="3cm" '
        'svg:height="2cm"><text:p>A shape</text:p><draw:enhanced-geometry draw:type="ellipse"/>'
        "</draw:custom-shape></table:shapes>"
    )
    pivot = (
        '<table:data-pilot-tables><table:data-pilot-table table:name="P1" '
        'table:target-range-address="Pivot.A1:Pivot.B4"><table:source-cell-range '
        'table:cell-range-address="Figures.A1:Figures.B4"/><table:data-pilot-field '
        'table:source-field-name="Area" table:orientation="row"/><table:data-pilot-field '
        'table:source-field-name="Count" table:orientation="data" table:function="sum"/>'
        "</table:data-pilot-table></table:data-pilot-tables>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} '
        'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        "<office:body><office:spreadsheet><table:content-validations><table:content-validation "
        "table:name='val1' table:condition='cell-content-text-length()&lt;9'/>"
        '</table:content-validations><table:table table:name="Figures">'
        f"{controls}{shapes}<table:table-column table:number-columns-repeated='2'/>{rows}{note}"
        '</table:table><table:table table:name="Pivot"><table:table-row><table:table-cell/>'
        "</table:table-row></table:table><table:named-expressions><table:named-range "
        "table:name='Areas' table:base-cell-address='$Figures.$A$1' "
        "table:cell-range-address='$Figures.$A$2:.$A$4'/></table:named-expressions>"
        '<table:database-ranges><table:database-range table:name="All" '
        'table:target-range-address="Figures.A1:Figures.B4" table:display-filter-buttons="true"/>'
        f"</table:database-ranges>{pivot}</office:spreadsheet></office:body></office:document>"
    )


def _from_xlsxwriter(folder: Path) -> Path:
    return rich_workbook(folder / "rich.xlsx")


def _of_its_own(folder: Path) -> Path:
    path = folder / "own.fods"
    path.write_text(_document(), encoding="utf-8")
    return path


BY_LIBREOFFICE: Mapping[str, Callable[[Path], Path]] = {
    "saved by LibreOffice": _from_xlsxwriter,
    "a pivot table, a shape and a control of LibreOffice": _of_its_own,
}
"""What LibreOffice is to save, written into a folder."""


def saved_by_libreoffice(name: str, path: Path, soffice: str) -> Path:
    """The workbook of a name, one of ``BY_LIBREOFFICE``."""
    folder = path.parent / path.stem
    folder.mkdir()
    saved_anew(BY_LIBREOFFICE[name](folder), soffice, folder / "saved").rename(path)
    return path
