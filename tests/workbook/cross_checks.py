"""What no validator and no analyser of VBA sees: whether the parts of the workbook fit together.

Reads the package with the standard library and the VBA with oletools, and shares no code with
what builds the workbook. ``problems`` names everything that does not fit.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from tests.workbook.vba_text import VbaModule, vba_modules

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CUSTOM_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
OFFICE = "{urn:schemas-microsoft-com:office:excel}"
RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
PROJECT_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
MAIN_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

# Names of built-in images, from Microsoft's list of Excel's commands: see README.md here.
IMAGES = set(Path(__file__).with_name("image_names.txt").read_text("ascii").split())
CONFIGURATION_KEYS = {"INTERPRETER_WIN", "UDF MODULES", "USE UDF SERVER", "XLSCORECARD_VERSION"}
# The worksheet functions that the workbook's formulas may use beside its own.
WORKSHEET_FUNCTIONS = {"AND", "COUNTA", "COUNTIFS", "FIND", "IF", "INDEX", "ISNUMBER", "MATCH"} | {
    "LEFT", "LOWER", "TRIM", "ROUND", "COLUMNS",
    "MAX", "DAY", "OR", "LEN", "ISBLANK", "COUNTIF", "DATE", "YEAR", "MONTH", "TEXT", "HYPERLINK",
}  # fmt: skip


class Workbook:
    """A workbook's package, read as it is."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.names = package.namelist()
            self.parts = {name: package.read(name) for name in self.names}
        self.modules = {module.name: module for module in vba_modules(path)}

    def xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])

    def relationships(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Identifier, kind and target of each internal relationship of a part."""
        folder, _, name = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.parts:
            return
        for element in self.xml(rels):
            if element.get("TargetMode") != "External":
                target = element.attrib["Target"]
                joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                yield element.attrib["Id"], element.attrib["Type"], posixpath.normpath(joined)

    def sheets(self) -> dict[str, str]:
        """The part of each sheet by its name."""
        targets = {own: target for own, _, target in self.relationships("xl/workbook.xml")}
        return {
            element.attrib["name"]: targets.get(element.attrib[f"{RELATIONSHIP}id"], "")
            for element in self.xml("xl/workbook.xml").iter(f"{MAIN}sheet")
        }

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Every formula with the part that holds it: of cells, rules and validations."""
        for part in self.sheets().values():
            for tag in ("f", "formula", "formula1", "formula2"):
                for element in self.xml(part).iter(MAIN + tag):
                    yield part, element.text or ""

    def defined_names(self) -> dict[str, str]:
        return {
            element.attrib["name"]: element.text or ""
            for element in self.xml("xl/workbook.xml").iter(f"{MAIN}definedName")
        }


Check = Callable[[Workbook], Iterator[str]]


def package_is_whole(book: Workbook) -> Iterator[str]:
    if book.names[0] != "[Content_Types].xml":
        yield "the content types are not the first part"
    yield from (f"{name} twice" for name, count in Counter(book.names).items() if count > 1)
    types = book.xml("[Content_Types].xml")
    defaults = {own.get("Extension", "").lower() for own in types if own.get("Extension")}
    overrides = {own.get("PartName", "")[1:]: own.get("ContentType") for own in types}
    overrides.pop("", None)
    for name in book.names:
        if name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name} has no content type"
    yield from (f"a content type of {name}, which is not there" for name in overrides
                if name not in book.parts)  # fmt: skip
    if overrides.get("xl/workbook.xml") != MAIN_TYPE:
        yield "the main part is not macro-enabled"
    if overrides.get("xl/vbaProject.bin") != PROJECT_TYPE and "bin" not in defaults:
        yield "the VBA project has another content type"


def relationships_lead_somewhere(book: Workbook) -> Iterator[str]:
    for part in ["", *book.names]:
        links = list(book.relationships(part))
        known = {own for own, _, _ in links}
        if len(known) < len(links):
            yield f"{part}: an identifier twice"
        yield from (f"{part}: no part {target}" for _, _, target in links
                    if target not in book.parts)  # fmt: skip
        if part.startswith("xl/") and part.endswith(".xml"):
            external = _external(book, part)
            for element in book.xml(part).iter():
                for name, value in element.attrib.items():
                    if name.startswith(RELATIONSHIP) and value not in known | external:
                        yield f"{part}: no relationship {value}"
    root = [(kind, target) for _, kind, target in book.relationships("")]
    if [target for kind, target in root if kind == RIBBON_KIND] != ["customUI/customUI14.xml"]:
        yield "no relationship to the ribbon"
    kinds = [kind for _, kind, _ in book.relationships("xl/workbook.xml")]
    if kinds.count(PROJECT_KIND) != 1:
        yield "no relationship to the VBA project"


def _external(book: Workbook, part: str) -> set[str]:
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in book.parts:
        return set()
    return {own.attrib["Id"] for own in book.xml(rels) if own.get("TargetMode") == "External"}


def sheets_and_modules_match(book: Workbook) -> Iterator[str]:
    properties = book.xml("xl/workbook.xml").find(f"{MAIN}workbookPr")
    wanted = {(properties.get("codeName", "") if properties is not None else ""): "00020819"}
    for name, part in book.sheets().items():
        sheet = book.xml(part).find(f"{MAIN}sheetPr")
        code_name = sheet.get("codeName", "") if sheet is not None else ""
        if code_name in wanted:
            yield f"sheet {name}: code name {code_name!r} is missing or taken"
        wanted[code_name] = "00020821" if "chartsheet" in book.xml(part).tag else "00020820"
    found = {own.name: own for own in book.modules.values() if own.is_document}
    for name in sorted(set(wanted) ^ set(found)):
        yield f"code name {name!r} is not both in the workbook and in the VBA project"
    for name, module in found.items():
        if name in wanted and f'VB_Base = "0{{{wanted[name]}-' not in module.source:
            yield f"module {name} is of another kind"
    for module in book.modules.values():
        if f'Attribute VB_Name = "{module.name}"' != module.source.partition("\r\n")[0]:
            yield f"module {module.name} has another name in its text"
        if len(module.name) > 31:
            yield f"module {module.name} has too long a name"
    yield from (f"no module {name}" for name in ("xlwings", "Dictionary")
                if name not in book.modules)  # fmt: skip


def ribbon_calls_what_is_there(book: Workbook) -> Iterator[str]:
    root = book.xml("customUI/customUI14.xml")
    if root.tag != f"{CUSTOM_UI}customUI":
        yield "the ribbon has another namespace"
    identifiers = Counter(own.get("id") for own in root.iter() if own.get("id"))
    yield from (f"ribbon: {name} twice" for name, count in identifiers.items() if count > 1)
    callbacks = {own.name for own in _procedures(book) if own.takes_a_control}
    keytips: Counter[str] = Counter()
    in_menus = {*root.findall(f"{CUSTOM_UI}contextMenus/{CUSTOM_UI}contextMenu/{CUSTOM_UI}button")}
    for button in root.iter(f"{CUSTOM_UI}button"):
        name = button.get("id")
        if button.get("onAction") not in callbacks:
            yield f"ribbon: {name} calls {button.get('onAction')}, which takes no control"
        if button.get("imageMso") not in IMAGES:
            yield f"ribbon: {name} has no built-in image {button.get('imageMso')}"
        if not button.get("label"):
            yield f"ribbon: {name} has no label"
        if button in in_menus:
            continue
        for attribute in ("screentip", "supertip", "keytip"):
            if not button.get(attribute):
                yield f"ribbon: {name} has no {attribute}"
        if len(button.get("supertip", "")) > 1024 or len(button.get("keytip", "")) > 3:
            yield f"ribbon: {name} has too long a text"
        keytips[button.get("keytip", "")] += 1
    yield from (f"ribbon: key {key} twice" for key, count in keytips.items() if count > 1)
    yield from (f"ribbon: {own.get('id')} is an empty group"
                for own in root.iter(f"{CUSTOM_UI}group") if not len(own))  # fmt: skip


def buttons_call_what_is_there(book: Workbook) -> Iterator[str]:
    macros = {own.name for own in _procedures(book) if own.kind == "Sub" and not own.parameters}
    buttons = 0
    for part in book.names:
        if not part.endswith(".vml"):
            continue
        try:
            root = book.xml(part)
        except ElementTree.ParseError as error:
            yield f"{part}: {error}"
            continue
        for element in root.iter(f"{OFFICE}FmlaMacro"):
            buttons += 1
            if (element.text or "").removeprefix("[0]!") not in macros:
                yield f"{part}: the button calls {element.text}, which is no macro"
    if not buttons:
        yield "no button"


class _Procedure:
    """A public procedure of a standard module."""

    def __init__(self, kind: str, name: str, parameters: str) -> None:
        self.kind = kind
        self.name = name
        self.parameters = [own for own in parameters.split(",") if own.strip()]

    @property
    def takes_a_control(self) -> bool:
        return self.kind == "Sub" and [own.split() for own in self.parameters] in (
            [["control", "As", "IRibbonControl"]],
            [["ByVal", "control", "As", "IRibbonControl"]],
        )


def _procedures(book: Workbook) -> list[_Procedure]:
    pattern = re.compile(r"^Public (Sub|Function) (\w+)\((.*)\)", re.MULTILINE)
    return [
        _Procedure(*found.groups())
        for module in book.modules.values()
        if module.name.startswith("Scorecard") and not module.is_document
        for found in pattern.finditer(module.source)
    ]


def names_refer_to_cells(book: Workbook) -> Iterator[str]:
    sheets = set(book.sheets())
    reference = re.compile(r"(?:'((?:[^']|'')+)'|([A-Za-z]\w*))!\$?[A-Z]{1,3}\$?\d+")
    for name, refers_to in book.defined_names().items():
        if name.startswith("_xlnm."):
            continue
        if not re.fullmatch(r"[A-Za-z_]\w*", name):
            yield f"{name} is no name"
        found = [quoted or plain for quoted, plain in reference.findall(refers_to)]
        if not found:
            yield f"{name} refers to {refers_to}, which are no cells"
        yield from (f"{name} refers to the sheet {own}" for own in found if own not in sheets)


def formulas_can_be_calculated(book: Workbook) -> Iterator[str]:
    own = {own.name for own in _procedures(book) if own.kind == "Function"}
    known_names = set(book.defined_names())
    for part, formula in book.formulas():
        bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        if bare.count("(") != bare.count(")"):
            yield f"{part}: brackets of {formula}"
        for function in re.findall(r"([A-Za-z_][\w.]*)\(", bare):
            if function not in own | WORKSHEET_FUNCTIONS:
                yield f"{part}: no function {function}"
        for name in re.findall(r"\b(?:Settings|Scorecard)[A-Z]\w+\b", bare):
            if name not in known_names:
                yield f"{part}: no name {name}"


def wrappers_reach_python(book: Workbook) -> Iterator[str]:
    from inspect import signature

    from xlscorecard.addin import functions

    source = (
        book.modules["ScorecardFunctions"].source if "ScorecardFunctions" in book.modules else ""
    )
    wrapper = re.compile(
        r"Public Function (\w+)\((.*)\) As Variant\r\n"
        r"    \w+ = CVErr\(NOT_AVAILABLE\)\r\n    If IsInWizard\(\) Then Exit Function\r\n"
        r'    (\w+) = CallFunction\("(\w+)", Array\((.*)\)\)\r\nEnd Function'
    )
    found = wrapper.findall(source)
    if len(found) != len(re.findall(r"^Public Function", source, re.MULTILINE)) or not found:
        yield "a wrapper of another form"
    for name, parameters, answered, python, arguments in found:
        names = [own.split()[-3] for own in parameters.split(",")]
        if answered != name or arguments != ", ".join(f"Plain({own})" for own in names):
            yield f"{name} passes on other arguments"
        if not hasattr(functions, python):
            yield f"{name} calls {python}, which is no function"
        elif list(signature(getattr(functions, python)).parameters) != names:
            yield f"{name} has other arguments than {python}"
    for described in re.findall(r'^    Describe "(\w+)"', source, re.MULTILINE):
        if described not in {name for name, *_ in found}:
            yield f"{described} is described and not there"
    for used in re.findall(r'_MODULE As String = "([\w.]+)"', _all_text(book)):
        if find_spec(used) is None:
            yield f"no Python module {used}"


def _all_text(book: Workbook) -> str:
    return "".join(own.source for own in book.modules.values() if own.name.startswith("Scorecard"))


def configuration_can_be_read(book: Workbook) -> Iterator[str]:
    part = book.sheets().get("xlwings.conf", "")
    if part not in book.parts:
        yield "no sheet xlwings.conf"
        return
    cells = _texts(book, part)
    keys = [cells[f"A{row}"] for row in range(1, 100) if f"A{row}" in cells]
    if any(f"A{row}" not in cells for row in range(1, len(keys) + 1)):
        yield "xlwings.conf: a blank row"
        return
    yield from (f"xlwings.conf: {key} twice" for key, n in Counter(keys).items() if n > 1)
    yield from (f"xlwings.conf: no {key}" for key in sorted(CONFIGURATION_KEYS - set(keys)))
    yield from (f"xlwings.conf: {key} in lower case" for key in keys if key != key.upper())
    values = {cells[f"A{row}"]: cells.get(f"B{row}", "") for row in range(1, len(keys) + 1)}
    shipped = re.search(r"'Version: ([\d.]+)", book.modules["xlwings"].source)
    if shipped is None or values.get("XLWINGS_VERSION") != shipped[1]:
        yield "xlwings.conf: another version of xlwings than its VBA"
    if values.get("UDF MODULES"):
        yield "xlwings.conf: UDF MODULES is not blank: xlwings' add-in would import the functions"


def _texts(book: Workbook, part: str) -> dict[str, str]:
    shared = ["".join(own.itertext()) for own in book.xml("xl/sharedStrings.xml")]
    texts = {}
    for cell in book.xml(part).iter(f"{MAIN}c"):
        value = cell.findtext(f"{MAIN}v")
        if cell.get("t") == "s" and value is not None:
            texts[cell.attrib["r"]] = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            texts[cell.attrib["r"]] = "".join(cell.itertext())
    return texts


CHECKS: tuple[Check, ...] = (
    package_is_whole,
    relationships_lead_somewhere,
    sheets_and_modules_match,
    ribbon_calls_what_is_there,
    buttons_call_what_is_there,
    names_refer_to_cells,
    formulas_can_be_calculated,
    wrappers_reach_python,
    configuration_can_be_read,
)


def problems(path: Path) -> list[str]:
    """Everything in a workbook that does not fit together; a check that cannot run is one too."""
    try:
        book = Workbook(path)
    except Exception as error:
        return [f"the workbook cannot be read: {error}"]
    found = []
    for check in CHECKS:
        try:
            found += list(check(book))
        except Exception as error:
            found.append(f"{check.__name__}: {error!r}")
    return found


def own_modules(path: Path) -> list[VbaModule]:
    """The modules of a workbook that are not xlwings' own."""
    return [own for own in vba_modules(path) if own.name not in ("xlwings", "Dictionary")]
