"""What a module may be."""

import pytest

from xlscorecard.errors import InvalidValueError
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind, document_module


def _source(text: str) -> str:
    return Module(name="Texts", kind=ModuleKind.STANDARD, source=text).source


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb\r\n", "a\rb\n"])
def test_lines_end_in_cr_lf_whatever_they_ended_in(text: str) -> None:
    assert _source(text) == "a\r\nb\r\n"


def test_a_form_feed_ends_no_line() -> None:
    assert _source("a\x0cb\n\n") == "a\x0cb\r\n\r\n"


@pytest.mark.parametrize("name", ["", "1st", "_own", "two words", "Grün", "a" * 32, "Sheet1\n"])
def test_a_name_that_vba_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Module(name=name, kind=ModuleKind.CLASS, source="")
    assert str(caught.value) == (
        f'module "{name}": a name that VBA does not take; '
        "expected a letter, then letters, digits or _, 31 characters at most. Change the module."
    )


def test_a_name_of_31_characters_is_taken() -> None:
    assert Module(name="a" * 31, kind=ModuleKind.CLASS, source="").name == "a" * 31


@pytest.mark.parametrize("character", ["→", "\u2028", "\x81"])
def test_a_character_outside_the_code_page_is_refused(character: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _source(f'x = "{character}"')
    assert str(caught.value) == (
        f"module Texts: the character {character!r}; "
        "expected characters of the code page cp1252; others as ChrW(number). Change the module."
    )


def test_a_document_module_has_the_attributes_that_excel_gives_it() -> None:
    # As in the streams of any workbook that Excel has saved.
    assert document_module("Sheet1", DocumentBase.WORKSHEET, "' code\n") == Module(
        name="Sheet1",
        kind=ModuleKind.DOCUMENT,
        source=(
            'Attribute VB_Name = "Sheet1"\r\n'
            'Attribute VB_Base = "0{00020820-0000-0000-C000-000000000046}"\r\n'
            "Attribute VB_GlobalNameSpace = False\r\n"
            "Attribute VB_Creatable = False\r\n"
            "Attribute VB_PredeclaredId = True\r\n"
            "Attribute VB_Exposed = True\r\n"
            "Attribute VB_TemplateDerived = False\r\n"
            "Attribute VB_Customizable = True\r\n"
            "' code\r\n"
        ),
    )
