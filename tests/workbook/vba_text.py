"""The text of a workbook's VBA, read by oletools: a decoder that is not ours."""

import logging
import re
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import olefile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own making, when it is imported
    from oletools.olevba import VBA_Parser


class VbaModule(NamedTuple):
    """A module: its name, whether it is that of the workbook or a sheet, its text."""

    name: str
    is_document: bool
    source: str


def vba_modules(path: Path) -> list[VbaModule]:
    """All modules of a workbook.

    Raises:
        ValueError: oletools cannot read it.
    """
    with zipfile.ZipFile(path) as package:
        content = package.read("xl/vbaProject.bin")
    with olefile.OleFileIO(BytesIO(content)) as compound:
        project = compound.openstream("PROJECT").read().decode("cp1252")
    documents = re.findall(r"^Document=(\w+)/", project, re.MULTILINE)
    logging.getLogger("olevba").setLevel(logging.ERROR)  # it talks about what is not asked
    parser = VBA_Parser("vbaProject.bin", data=content)
    try:
        found = [(stream, code) for _, stream, _, code in parser.extract_all_macros()]
    finally:
        parser.close()
    return [
        VbaModule(name, name in documents, code)
        for name, code in ((stream.rpartition("/")[2], code) for stream, code in found)
    ]
