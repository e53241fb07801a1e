"""Whether a workbook can be adopted, or holds something that adopting would break."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlscorecard.addin.configuration import CONFIGURATION, Key, configured
from xlscorecard.addin.registry.buttons import TAB_IDENTIFIER
from xlscorecard.addin.vba.ribbon_xml import ribbon_xml
from xlscorecard.addin.vba.sources import OUR_MODULES, STANDARD_MODULES, is_changed, is_our_code
from xlscorecard.addin.workbook.export import export_modules
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET, FUNCTIONS_SHEET, SETTINGS_SHEET
from xlscorecard.core.settings.reader import holds_any_settings
from xlscorecard.errors import Fault, UnwritableWorkbookError
from xlscorecard.formats.vba.module import ModuleKind
from xlscorecard.formats.vba.reading import ReadModule, read_project
from xlscorecard.formats.xlsx.package import Package

_OTHER_SHEETS = ("dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_NOTHING = "nothing of that kind"

# The ribbons of this version, whichever of the sheets that it goes to a workbook has.
_OUR_RIBBONS = tuple(
    ribbon_xml(sheets)
    for sheets in ((), (SETTINGS_SHEET,), (FUNCTIONS_SHEET,), (SETTINGS_SHEET, FUNCTIONS_SHEET))
)


def refuse_unadoptable(book: WorkbookFile, target: Path, *, upgrade: bool) -> None:
    """Refuse a workbook that cannot be adopted; where macros stand in the way, export ours.

    ``upgrade`` accepts the macros and the ribbon that a version of this package has put there.

    Raises:
        UnwritableWorkbookError: with every fault that was found.
    """
    package = book.package
    modules = _modules(package)
    faults = [*_package_faults(package), *_sheet_faults(package, book)]
    if any(module.name in OUR_MODULES for module in modules) and not upgrade:
        faults.append(
            Fault(
                place=str(package.path),
                found="it has the scorecard's macros already",
                expected="a workbook without them",
                remedy="Add --upgrade to bring them to the installed version.",
            )
        )
    # Of another version it cannot be told what a person has added to it.
    is_current = _stamped_version(book) == CONFIGURATION[Key.VERSION]
    in_the_way = [
        *_macro_faults(package, modules, is_current=is_current),
        *_ribbon_faults(package, is_current=is_current),
    ]
    if in_the_way:
        try:
            folder = str(export_modules(target, tuple(package.sheets)))
        except OSError as error:
            folder = f"a folder that could not be written: {error.strerror}; name another --output"
        faults += [
            fault._replace(remedy=fault.remedy.format(folder=folder)) for fault in in_the_way
        ]
    if faults:
        raise UnwritableWorkbookError(*faults)


def _package_faults(package: Package) -> Iterator[Fault]:
    place = str(package.path)
    if package.is_signed:
        yield Fault(
            place=place,
            found="a digital signature of the workbook, which any change would break",
            expected=_NOTHING,
            remedy="Remove the signature in Excel (File > Info), then adopt the workbook.",
        )
    if package.is_strict:
        yield Fault(
            place=place,
            found="a Strict Open XML workbook, in which macros cannot be",
            expected="an Excel workbook",
            remedy="Save it in Excel as 'Excel Workbook (*.xlsx)', then adopt that.",
        )
    if package.is_structure_locked:
        yield Fault(
            place=place,
            found="a protected structure, to which no sheet may be added",
            expected="a workbook whose structure is not protected",
            remedy="Choose Review > Protect Workbook in Excel to end it, then adopt the workbook.",
        )
    if package.styles_part is None:
        yield Fault(
            place=place,
            found="a workbook without any cell style, as only programs write it",
            expected="a workbook as Excel saves it",
            remedy="Open it in Excel and save it, then adopt it.",
        )


def _sheet_faults(package: Package, book: WorkbookFile) -> Iterator[Fault]:
    for kind in _OTHER_SHEETS:
        if package.sheet_parts_of(kind):
            yield Fault(
                place=str(package.path),
                found=f"a sheet of an old kind ({kind})",
                expected="worksheets and chart sheets",
                remedy="Move that sheet into another workbook, then adopt this one.",
            )
    if package.has_sheet(SETTINGS_SHEET) and not (
        SETTINGS_SHEET in package.sheets and holds_any_settings(book.read(SETTINGS_SHEET))
    ):
        yield Fault(
            place=f"{package.path}, sheet {SETTINGS_SHEET}",
            found="a sheet of that name that holds something else",
            expected="no sheet of that name, or the scorecard's settings",
            remedy="Give that sheet another name, then adopt the workbook.",
        )
    if package.has_sheet(CONFIGURATION_SHEET) and _stamped_version(book) is None:
        yield Fault(
            place=f"{package.path}, sheet {CONFIGURATION_SHEET}",
            found="the settings of other xlwings code",
            expected="no such sheet, or the scorecard's own",
            remedy="Keep the other code in a workbook of its own.",
        )


def _modules(package: Package) -> tuple[ReadModule, ...]:
    part = package.project_part
    return () if part is None else read_project(package.read(part))


def _stamped_version(book: WorkbookFile) -> str | None:
    """The version that a workbook was set up for; None where it was not."""
    if CONFIGURATION_SHEET not in book.sheet_names:
        return None
    return configured(book.read(CONFIGURATION_SHEET)).get(Key.VERSION.value)


def _macro_faults(
    package: Package, modules: Sequence[ReadModule], *, is_current: bool
) -> Iterator[Fault]:
    """Macros in the way; the folder of the exported modules is left open in the remedy."""
    others = [
        module.name
        for module in modules
        if not _is_ours(module) or (is_current and is_changed(module.name, module.source))
    ]
    if others:
        yield Fault(
            place=str(package.path),
            found=f"macros of its own, in {', '.join(others[:5])}",
            expected="a workbook without macros",
            remedy='Import the modules by hand: they are in "{folder}", with instructions.',
        )
    if package.project_part is not None and package.relationships(package.project_part):
        yield Fault(
            place=str(package.path),
            found="signed macros",
            expected="macros without a signature, for any change would break it",
            remedy="Remove the signature in the VBA editor (Tools > Digital Signature), adopt the "
            'workbook, and sign it anew. (The modules are in "{folder}".)',
        )


def _ribbon_faults(package: Package, *, is_current: bool) -> Iterator[Fault]:
    for part in package.ribbon_parts:
        content = package.read(part)
        is_ours = content in _OUR_RIBBONS if is_current else TAB_IDENTIFIER.encode() in content
        if not is_ours:
            yield Fault(
                place=f"{package.path}, part {part}",
                found="a ribbon of its own",
                expected="a workbook that does not change the ribbon",
                remedy='Add the buttons by hand: customUI14.xml and the modules are in "{folder}", '
                "with instructions.",
            )


def _is_ours(module: ReadModule) -> bool:
    if module.kind is ModuleKind.DOCUMENT:
        return is_our_code(module.source)
    return module.name in STANDARD_MODULES
