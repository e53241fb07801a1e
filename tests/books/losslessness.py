"""The losslessness test: what a workbook lost, or got, beside the planned cells.

Independent of the engine that it judges: it shares no code with it, opens both files with
``zipfile`` and reads every part that is not the same to the byte with ``xml.etree``. What may
differ is listed here and nowhere else:

- the planned cells, and rows that hold nothing else;
- ``dimension`` and ``spans``, the extents that a sheet states;
- ``calcPr/@fullCalcOnLoad``;
- the calculation chain with its relationship and content type, if a formula was overwritten;
- how the cells of a shared formula share it, if its first cell was overwritten: what each of
  them calculates must stay (openpyxl's ``Translator`` says what that is).
"""

import contextlib
import hashlib
import io
import posixpath
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

Element = ElementTree.Element
Place = tuple[int, int]
"""Row and column, from 1."""
Planned = Mapping[Place, float | str]

CONTENT_TYPES = "[Content_Types].xml"
_CALC_CHAIN = "calcChain"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_OPAQUE = re.compile(r"vbaProject|/media/|/embeddings/|printerSettings|\.bin$", re.IGNORECASE)
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

# Elements whose loss nobody sees until it is too late, by local name. The parts that hold
# them may be renamed by an editor, hence counted over the whole package.
FEATURES = (
    "sparkline", "cfRule", "dataValidation", "control", "oleObject", "AlternateContent", "ext",
    "chart", "ser", "pic", "sp", "shape", "comment", "threadedComment", "slicer", "timeline",
    "table", "tableColumn", "queryTable", "pivotTableDefinition", "definedName", "hyperlink",
    "mergeCell", "rowBreaks", "printOptions", "pageSetup", "sheetProtection", "property",
    "externalReference", "customSheetView", "xf", "numFmt", "phoneticPr", "rPh",
)  # fmt: skip


def losses(before: Path, after: Path, sheet: str, planned: Planned) -> list[str]:
    """What differs between two workbooks and was not planned; nothing if no loss."""
    try:
        with ZipFile(before) as one, ZipFile(after) as two:
            return list(_Comparison(one, two, sheet, planned).losses())
    except BadZipFile as error:
        return [f"package: {error}"]


def existing_cells(path: Path, sheet: str) -> list[Place]:
    """The places of all cell elements of a sheet, in the order in which they stand."""
    with ZipFile(path) as archive:
        tree = _tree(archive.read(_sheet_part(archive, sheet)))
    return [cell.place for row in _rows(tree) for cell in row.cells]


def worksheet_names(path: Path) -> list[str]:
    """The names of the worksheets (not chart sheets), as the workbook part lists them."""
    with ZipFile(path) as archive:
        return [name for name, _ in _worksheets(archive)]


def sheet_part(path: Path, sheet: str) -> str:
    """The part that holds a sheet."""
    with ZipFile(path) as archive:
        return _sheet_part(archive, sheet)


# -- the package ------------------------------------------------------------------------------


class _Comparison:
    def __init__(self, one: ZipFile, two: ZipFile, sheet: str, planned: Planned) -> None:
        self.one, self.two = one, two
        self.planned = planned
        self.sheet_part = _sheet_part(one, sheet)
        self.formula_overwritten = any(
            _child(cell.element, "f") is not None
            for row in _rows(_tree(one.read(self.sheet_part)))
            for cell in row.cells
            if cell.place in planned
        )

    def losses(self) -> Iterator[str]:
        broken = self.two.testzip()
        if broken is not None and broken == self.one.testzip():
            broken = None  # as broken as it was before
        if broken is not None:
            yield f"package: broken part {broken}"
            return
        names_one, names_two = self.one.namelist(), self.two.namelist()
        expected = [name for name in names_one if not self._may_go(name)]
        kept = [name for name in names_two if not self._may_go(name)]
        yield from (f"part {name}: lost" for name in sorted(set(expected) - set(kept)))
        yield from (f"part {name}: new" for name in sorted(set(kept) - set(expected)))
        yield from (f"part {n}: twice" for n, count in Counter(names_two).items() if count > 1)
        for name in sorted(set(expected) & set(kept)):
            yield from self._part_losses(name)
        yield from self._relationship_losses()
        yield from self._content_type_losses()
        yield from self._opaque_losses()
        yield from self._feature_losses()

    def _may_go(self, name: str) -> bool:
        return self.formula_overwritten and name.rpartition("/")[2].startswith(_CALC_CHAIN)

    def _part_losses(self, name: str) -> Iterator[str]:
        try:
            one, two = self.one.read(name), self.two.read(name)
        except (BadZipFile, zlib.error):  # a part that was broken before
            if self.one.getinfo(name).CRC != self.two.getinfo(name).CRC:
                yield f"part {name}: broken"
            return
        if name == self.sheet_part:
            yield from _sheet_losses(one, two, self.planned)
        elif one == two:
            return
        elif not name.endswith(_XML_ENDINGS):
            yield f"part {name}: other bytes"
        elif name == CONTENT_TYPES or name.endswith(".rels"):
            return  # judged below by what they say
        else:
            yield from self._xml_losses(name, one, two)

    def _xml_losses(self, name: str, one: bytes, two: bytes) -> Iterator[str]:
        try:
            before, after = _tree(one), _tree(two)
        except ElementTree.ParseError as error:
            yield f"part {name}: no longer XML ({error})"
            return
        yield from _ignorable_losses(name, one, two)
        if name == workbook_part(self.one):
            _drop_calculation_on_load(before)
            _drop_calculation_on_load(after)
        if _canonical(before) != _canonical(after):
            yield f"part {name}: other XML"

    def _relationship_losses(self) -> Iterator[str]:
        before, after = _relationships(self.one), _relationships(self.two)
        names = {name.casefold() for name in self.two.namelist()}
        was_there = {name.casefold() for name in self.one.namelist()}
        for relationship in sorted(before - after):
            if not (self.formula_overwritten and relationship.kind.endswith(_CALC_CHAIN)):
                yield f"relationship {relationship}: lost"
        for relationship in sorted(after - before):
            yield f"relationship {relationship}: new"
        for relationship in sorted(after):
            target = relationship.target.casefold()
            if not relationship.external and target in was_there and target not in names:
                yield f"relationship {relationship}: leads nowhere"

    def _content_type_losses(self) -> Iterator[str]:
        before, after = _content_types(self.one), _content_types(self.two)
        for name in sorted(before.keys() & after.keys()):
            if before[name] != after[name]:
                yield f"part {name}: content type {before[name]} became {after[name]}"
        overrides = _overrides(self.two)
        parts = {name.casefold() for name in self.two.namelist()}
        had = {name.casefold() for name in self.one.namelist()}
        for name in sorted(overrides):
            if name.casefold() in had and name.casefold() not in parts:
                yield f"content type of {name}: left behind"

    def _opaque_losses(self) -> Iterator[str]:
        before, after = _opaque_hashes(self.one), _opaque_hashes(self.two)
        for name, _ in sorted((before - after).elements()):
            yield f"binary {name}: lost or changed"

    def _feature_losses(self) -> Iterator[str]:
        before, after = _features(self.one), _features(self.two)
        for name in sorted(before.keys() | after.keys()):
            if before[name] != after[name]:
                yield f"feature {name}: {before[name]} became {after[name]}"


@dataclass(frozen=True, order=True, slots=True)
class _Relationship:
    source: str
    identifier: str
    kind: str
    target: str
    external: bool

    def __str__(self) -> str:
        return f"{self.source or '/'} -> {self.target} ({self.kind.rpartition('/')[2]})"


def _relationships(archive: ZipFile) -> set[_Relationship]:
    found: set[_Relationship] = set()
    for rels in archive.namelist():
        folder, _, name = rels.rpartition("/")
        if not name.endswith(".rels") or not folder.endswith("_rels"):
            continue
        base = folder.removesuffix("_rels").rstrip("/")
        source = posixpath.join(base, name.removesuffix(".rels"))
        for element in ElementTree.fromstring(archive.read(rels)):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                joined = target[1:] if target.startswith("/") else posixpath.join(base, target)
                target = posixpath.normpath(unquote(joined))
            identifier, kind = element.get("Id", ""), element.get("Type", "")
            found.add(_Relationship(source, identifier, kind, target, external))
    return found


def _content_types(archive: ZipFile) -> dict[str, str | None]:
    """The content type of each part."""
    root = ElementTree.fromstring(archive.read(CONTENT_TYPES))
    defaults = {
        element.get("Extension", "").lower(): element.get("ContentType")
        for element in root
        if _local(element) == "Default"
    }
    overrides = {name.casefold(): kind for name, kind in _overrides(archive).items()}
    return {
        name: overrides.get(name.casefold(), defaults.get(name.rpartition(".")[2].lower()))
        for name in archive.namelist()
        if name != CONTENT_TYPES and not name.endswith("/")
    }


def _overrides(archive: ZipFile) -> dict[str, str | None]:
    root = ElementTree.fromstring(archive.read(CONTENT_TYPES))
    return {
        element.get("PartName", "").lstrip("/"): element.get("ContentType")
        for element in root
        if _local(element) == "Override"
    }


def _opaque_hashes(archive: ZipFile) -> Counter[tuple[str, str]]:
    return Counter(
        (name.rpartition("/")[2], hashlib.sha256(archive.read(name)).hexdigest())
        for name in archive.namelist()
        if _OPAQUE.search(name)
    )


_FEATURE = re.compile(rb"<(?:[\w.-]+:)?(%b)[\s/>]" % "|".join(FEATURES).encode())
# An extension inside a planned cell stays with it, so that counting needs no exception.


def _features(archive: ZipFile) -> Counter[str]:
    found: Counter[str] = Counter()
    for name in archive.namelist():
        if name.endswith(_XML_ENDINGS) and name != CONTENT_TYPES:
            with contextlib.suppress(BadZipFile, zlib.error):  # judged part by part
                xml = archive.read(name)
                encoding = encoding_of(xml)
                if encoding.startswith("utf-16"):
                    xml = xml.decode(encoding, "replace").encode()
                found.update(match.decode() for match in _FEATURE.findall(xml))
    return found


def workbook_part(archive: ZipFile) -> str:
    """The part that lists the sheets."""
    for relationship in _relationships(archive):
        if not relationship.source and relationship.kind.endswith("/officeDocument"):
            return relationship.target
    raise ValueError("no workbook part")


def _worksheets(archive: ZipFile) -> list[tuple[str, str]]:
    workbook = workbook_part(archive)
    targets = {
        relationship.identifier: relationship.target
        for relationship in _relationships(archive)
        if relationship.source == workbook and relationship.kind.endswith("/worksheet")
    }
    found: list[tuple[str, str]] = []
    for element in ElementTree.fromstring(archive.read(workbook)).iter():
        if _local(element) == "sheet":
            for key, value in element.attrib.items():
                if key.endswith("}id") and value in targets:
                    found.append((element.get("name", ""), targets[value]))
    return found


def _sheet_part(archive: ZipFile, sheet: str) -> str:
    return dict(_worksheets(archive))[sheet]


# -- XML --------------------------------------------------------------------------------------

_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)""")


def encoding_of(xml: bytes) -> str:
    """The encoding of a part, as a name for Python (XML 1.0, appendix F)."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if xml.startswith(b"<\0"):
        return "utf-16-le"
    if xml.startswith(b"\0<"):
        return "utf-16-be"
    declared = _DECLARED.match(xml)
    return "utf-8" if declared is None else declared[1].decode()


def _tree(xml: bytes) -> Element:
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    return ElementTree.fromstring(xml, ElementTree.XMLParser(target=builder))


def _local(element: Element) -> str:
    # The tag of a comment is a function.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _local(child) == name), None)


def _canonical(tree: Element) -> str:
    """A tree under exclusive C14N, comments kept, whatever its prefixes and layout are."""
    for element in tree.iter():
        if len(element):
            element.text = _words(element.text)
            for child in element:
                child.tail = _words(child.tail)
    return ElementTree.canonicalize(
        ElementTree.tostring(tree, encoding="unicode"), with_comments=True, rewrite_prefixes=True
    )


def _words(text: str | None) -> str:
    """A text that stands beside elements; blanks there are layout, not content."""
    return "" if text is None or text.isspace() else text


def _ignorable_losses(name: str, one: bytes, two: bytes) -> Iterator[str]:
    """Prefixes that mc:Ignorable names must be declared: canonical XML does not show them."""
    before, after = _declared_prefixes(one), _declared_prefixes(two)
    for prefix in _tree(two).get(_IGNORABLE, "").split():
        if after.get(prefix) != before.get(prefix) or prefix not in after:
            yield f"part {name}: ignorable prefix {prefix} no longer declared"


def _declared_prefixes(xml: bytes) -> dict[str, str]:
    """The prefixes that the outermost element declares."""
    declared: dict[str, str] = {}
    for event, value in ElementTree.iterparse(io.BytesIO(xml), events=("start-ns", "start")):
        if event == "start":
            break
        prefix, namespace = value
        declared[prefix] = namespace
    return declared


def _drop_calculation_on_load(workbook: Element) -> None:
    for element in list(workbook):
        if _local(element) == "calcPr":
            element.attrib.pop("fullCalcOnLoad", None)
            if not element.attrib and not len(element):
                workbook.remove(element)


# -- the sheet --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Cell:
    place: Place
    element: Element


@dataclass(slots=True)
class _Row:
    number: int
    element: Element
    cells: list[_Cell] = field(default_factory=list)


def _rows(sheet: Element) -> list[_Row]:
    """The rows and their cells, those without an address by their position."""
    data = _child(sheet, "sheetData")
    rows: list[_Row] = []
    number = 0
    for element in () if data is None else data:
        if _local(element) != "row":
            continue
        number = int(element.get("r", number + 1))
        row = _Row(number, element)
        column = 0
        for cell in element:
            if _local(cell) != "c":
                continue
            reference = cell.get("r")
            if reference is None:
                column += 1
            else:
                column = column_index_from_string(coordinate_from_string(reference)[0])
            row.cells.append(_Cell((number, column), cell))
        rows.append(row)
    return rows


def _sheet_losses(one: bytes, two: bytes, planned: Planned) -> Iterator[str]:
    try:
        before, after = _tree(one), _tree(two)
    except ElementTree.ParseError as error:
        yield f"sheet: no longer XML ({error})"
        return
    yield from _ignorable_losses("of the sheet", one, two)
    yield from _planned_cell_losses(before, after, planned)
    _share_alike(before, after, planned)
    numbers = {row.number for row in _rows(before)}
    seen_one, seen_two = _events(before, planned, numbers), _events(after, planned, numbers)
    for old, new in zip(seen_one, seen_two, strict=False):
        if old != new:
            yield f"sheet: {old} became {new}"
            return
    if len(seen_one) != len(seen_two):
        yield f"sheet: {len(seen_one)} pieces became {len(seen_two)}"


def _events(sheet: Element, planned: Planned, known_rows: set[int]) -> list[str]:
    """Everything that a sheet says but for what may differ, in order.

    A cell or row says where it is, also where its place follows from the one before.
    """
    places: dict[int, str] = {}
    skipped: set[int] = set()
    for row in _rows(sheet):
        places[id(row.element)] = f"row {row.number} "
        for cell in row.cells:
            places[id(cell.element)] = f"cell {_name(cell.place)} "
            if cell.place in planned:
                skipped.add(id(cell.element))
        only_planned = all(cell.place in planned for cell in row.cells)
        attributes = row.element.attrib.keys() - {"spans"}
        if row.number not in known_rows and only_planned and attributes <= {"r"}:
            skipped.add(id(row.element))
    events: list[str] = []
    text: list[str] = []

    def visit(element: Element) -> None:
        if id(element) not in skipped and _local(element) != "dimension":
            flush()
            tag = element.tag if isinstance(element.tag, str) else "comment or instruction"
            attributes = {k: v for k, v in element.attrib.items() if k not in ("spans", "r")}
            if id(element) not in places:
                attributes = dict(element.attrib)
            events.append(f"{places.get(id(element), '')}<{tag} {sorted(attributes.items())}>")
            holds_elements = len(element) or _local(element) in ("sheetData", "row")
            text.append(_words(element.text) if holds_elements else element.text or "")
            for child in element:
                visit(child)
                text.append(_words(child.tail))
            flush()
            events.append(f"</{tag}>")

    def flush() -> None:
        joined = "".join(text)
        text.clear()
        if joined:
            events.append(repr(joined))

    visit(sheet)
    return events


def _planned_cell_losses(before: Element, after: Element, planned: Planned) -> Iterator[str]:
    old = {cell.place: cell.element for row in _rows(before) for cell in row.cells}
    new = {cell.place: cell.element for row in _rows(after) for cell in row.cells}
    order = [cell.place for row in _rows(after) for cell in row.cells]
    if order != sorted(order) and [p for p in order if p in old] == sorted(old):
        yield "sheet: cells out of order"
    if len(order) != len(set(order)):
        yield "sheet: a cell twice"
    for place, content in planned.items():
        cell = new.get(place)
        if cell is None:
            yield f"cell {_name(place)}: not written"
            continue
        expected = old[place].get("s", "0") if place in old else _inherited(before, place)
        if cell.get("s", "0") != expected:
            yield f"cell {_name(place)}: style {expected} became {cell.get('s', '0')}"
        held = _held(cell)
        if held != content or type(held) is not (str if isinstance(content, str) else float):
            yield f"cell {_name(place)}: holds {held!r}, not {content!r}"
        kept = old.get(place)
        extension = None if kept is None else _child(kept, "extLst")
        if extension is not None:
            now = _child(cell, "extLst")
            if now is None or _canonical(now) != _canonical(extension):
                yield f"cell {_name(place)}: its extension list lost"
        if set(cell.keys()) - {"r", "s", "t"}:
            yield f"cell {_name(place)}: metadata of the old content left"


def _held(cell: Element) -> float | str | None:
    """What a cell holds that has just been written: a number or a text of its own."""
    if _child(cell, "f") is not None:
        return None
    if cell.get("t") == "inlineStr":
        inline = _child(cell, "is")
        text = None if inline is None else _child(inline, "t")
        written = "" if text is None else text.text or ""
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), written)
    value = _child(cell, "v")
    if value is None or cell.get("t", "n") != "n":
        return None
    return float(value.text or "nan")


def _inherited(sheet: Element, place: Place) -> str:
    """The style of a cell that is not there: its row's, or else its column's."""
    for row in _rows(sheet):
        if row.number == place[0] and row.element.get("customFormat") in ("1", "true"):
            return row.element.get("s", "0")
    columns = _child(sheet, "cols")
    for column in () if columns is None else columns:
        if int(column.get("min", "0")) <= place[1] <= int(column.get("max", "0")):
            return column.get("style", "0")
    return "0"


def _share_alike(before: Element, after: Element, planned: Planned) -> None:
    """Write out the shared formulas whose first cell is planned, so that they compare."""
    groups = {
        formula.get("si")
        for row in _rows(before)
        for cell in row.cells
        if cell.place in planned
        and (formula := _child(cell.element, "f")) is not None
        and formula.get("t") == "shared"
        and "ref" in formula.attrib
    }
    for tree in (before, after):
        masters: dict[str | None, tuple[Place, str]] = {}
        for row in _rows(tree):
            for cell in row.cells:
                formula = _child(cell.element, "f")
                if formula is None or formula.get("t") != "shared":
                    continue
                index = formula.get("si")
                if index not in groups:
                    continue
                if "ref" in formula.attrib:
                    masters[index] = (cell.place, formula.text or "")
                place, text = masters.get(index, (cell.place, "no first cell"))
                moved = Translator(f"={text}", origin=_name(place)).translate_formula(
                    _name(cell.place)
                )
                formula.text = str(moved)
                formula.attrib.clear()


def _name(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"
