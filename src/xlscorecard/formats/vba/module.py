"""Modules of a VBA project."""

import re
from dataclasses import dataclass
from enum import Enum

from xlscorecard.errors import InvalidValueError

CODE_PAGE = "cp1252"
LONGEST_NAME = 31
"""Characters; the VBA editor accepts no longer name."""


class ModuleKind(Enum):
    """What a module is."""

    STANDARD = "standard module"
    CLASS = "class"
    DOCUMENT = "module of a workbook or sheet"


class DocumentBase(Enum):
    """The class of which a document module is the code."""

    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    WORKSHEET = "0{00020820-0000-0000-C000-000000000046}"
    CHART_SHEET = "0{00020821-0000-0000-C000-000000000046}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module: ``source`` is its whole text, with its lines ``Attribute VB_…``.

    Lines end in CR LF, whatever they ended in.

    Raises:
        InvalidValueError: the name is none of VBA's, or the text has a character that its code
            page lacks.
    """

    name: str
    kind: ModuleKind
    source: str

    def __post_init__(self) -> None:
        if not is_identifier(self.name):
            raise _invalid(
                f'module "{self.name}"',
                "a name that VBA does not take",
                f"a letter, then letters, digits or _, {LONGEST_NAME} characters at most",
            )
        lines = re.split(r"\r\n|\r|\n", self.source)
        if not lines[-1]:
            lines.pop()
        object.__setattr__(self, "source", "\r\n".join(lines) + "\r\n")
        try:
            self.source.encode(CODE_PAGE)
        except UnicodeEncodeError as error:
            raise _invalid(
                f"module {self.name}",
                f"the character {error.object[error.start]!r}",
                f"characters of the code page {CODE_PAGE}; others as ChrW(number)",
            ) from error


def is_identifier(name: str) -> bool:
    """Whether VBA takes a name for a project or a module."""
    return bool(re.fullmatch(rf"[A-Za-z]\w{{0,{LONGEST_NAME - 1}}}", name, re.ASCII))


def document_module(name: str, base: DocumentBase, code: str = "") -> Module:
    """The module of the workbook or of a sheet; ``name`` is its code name there."""
    source = (
        f'Attribute VB_Name = "{name}"\n'
        f'Attribute VB_Base = "{base.value}"\n'
        "Attribute VB_GlobalNameSpace = False\n"
        "Attribute VB_Creatable = False\n"
        "Attribute VB_PredeclaredId = True\n"
        "Attribute VB_Exposed = True\n"
        "Attribute VB_TemplateDerived = False\n"
        "Attribute VB_Customizable = True\n"
    )
    return Module(name=name, kind=ModuleKind.DOCUMENT, source=source + code)


def _invalid(place: str, found: str, expected: str) -> InvalidValueError:
    return InvalidValueError.because(
        place=place, found=found, expected=expected, remedy="Change the module."
    )
