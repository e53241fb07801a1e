"""The whole chain of proofs that a workbook is sound, as one list of findings.

The Open XML SDK's validator is not part of it: CI runs that one, for it is no Python package.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyopenvba
import pyvbaanalysis
from openxml_audit import OpenXmlValidator

from tests.workbook.cross_checks import own_modules, problems
from tests.workbook.vba_text import vba_modules
from xlscorecard.formats.vba.module import Module

# Of xlwings' own modules nothing is asked; they are what the package ships.
_XLWINGS = ("xlwings", "Dictionary")


def findings(path: Path, modules: tuple[Module, ...] | None = None) -> Iterator[str]:
    """Everything that any link of the chain finds in a workbook, link by link.

    ``modules`` are the modules that it should hold; not compared where they are not given.
    """
    yield from problems(path)
    yield from _decoded(path, modules)
    yield from _audited(path)
    yield from _analysed(path)


def _audited(path: Path) -> Iterator[str]:
    result = OpenXmlValidator().validate(str(path))
    yield from (f"openxml-audit: {error.description}" for error in result.errors)


def _decoded(path: Path, modules: tuple[Module, ...] | None) -> Iterator[str]:
    report = pyopenvba.check_file(path)
    yield from (f"pyOpenVBA: {issue}" for issue in report.issues)
    if modules is None or report.issues:
        return
    wanted = {module.name: module.source for module in modules}
    if {own.name: own.source for own in vba_modules(path)} != wanted:
        yield "oletools reads other modules"
    file = pyopenvba.ExcelFile(path)
    if file.vba_modules() != wanted:
        yield "pyOpenVBA reads other modules"
    file.close()


def _analysed(path: Path) -> Iterator[str]:
    try:
        names = [module.name for module in own_modules(path)]
        found = pyvbaanalysis.analyze_workbook(path, only=names)
    except Exception as error:
        yield f"pyVBAanalysis: {error!r}"
        return
    for module, diagnostics in found.items():
        yield from (f"pyVBAanalysis: {module}: {own.message}" for own in diagnostics)
    yield from _validated(path)


def _validated(path: Path) -> Iterator[str]:
    """What VBAlidator finds in the standard modules; it does not know what a workbook has."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "vba").mkdir()
        for module in vba_modules(path):
            if not module.is_document:
                file = (
                    folder
                    / "vba"
                    / f"{module.name}.{'cls' if module.name == 'Dictionary' else 'bas'}"
                )
                file.write_text(module.source, "cp1252", newline="")
        report = folder / "report.json"
        subprocess.run(
            [Path(sys.executable).with_name("vbalidator"), "--host", "excel", "--quiet",
             "--define", "WIN64=True,VBA7=True", "--output", report, folder / "vba"],
            check=False,
            capture_output=True,
        )  # fmt: skip
        for file in json.loads(report.read_text("utf-8"))["files"]:
            for issue in file["issues"]:
                if Path(issue["file"]).stem not in _XLWINGS:
                    yield f"VBAlidator: {issue['file']}: {issue['message']}"
