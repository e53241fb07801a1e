"""The registry of functions, and all that is made from it."""

import inspect
import re
from pathlib import Path

import pytest

from xlscorecard import __version__
from xlscorecard.addin import functions, ribbon
from xlscorecard.addin.buttons.outcome import OutcomeKind
from xlscorecard.addin.configuration import CONFIGURATION, XLWINGS_VERSION, Key
from xlscorecard.addin.registry.buttons import GROUPS, Button, GoesToSheet, Group, RunsAction
from xlscorecard.addin.registry.functions import FUNCTIONS, LONGEST_TEXT, Argument, Function
from xlscorecard.addin.vba.button_procedures import with_procedures
from xlscorecard.addin.vba.function_procedures import literal, wrapper_module
from xlscorecard.addin.vba.ribbon_xml import ribbon_xml
from xlscorecard.addin.vba.sources import exported_modules, is_our_code, vba_source
from xlscorecard.core.domain.our_functions import PREFIX
from xlscorecard.errors import InvalidValueError

ROOT = Path(__file__).parents[2]

# [MS-VBAL] 3.3.5.2, reserved identifiers, and names of its library that a wrapper might hide.
RESERVED = set(
    re.findall(
        r"\w+",
        """abs access addressof alias and any append array as attribute base begin binary boolean
    byref
    byte byval call case cbool cbyte ccur cdate cdbl cdec cint class clng close compare const csng
    cstr currency cvar cverr date debug decimal declare defbool dim do doevents double each else
    elseif empty end enum eqv erase error event exit explicit false fix for friend function get
    global go gosub goto if imp implements in input int integer is lbound left len let lib like line
    lock long loop lset me mid mod module month name new next not nothing null object on open option
    optional or output paramarray preserve print private property psetstring public put raiseevent
    random read redim rem reset resume return right rset scale seek select set sgn shared single spc
    static step stop str string sub tab text then to true type typeof ubound unlock until value
    variant wend while width with withevents write xor year""",
    )
)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda own: own.name)
def test_a_function_has_the_arguments_that_the_registry_says(function: Function) -> None:
    parameters = inspect.signature(getattr(functions, function.python)).parameters.values()
    assert [(own.name, own.default is None) for own in parameters] == [
        (own.name, own.optional) for own in function.arguments
    ]


def test_every_public_function_is_registered() -> None:
    public = {
        name
        for name, own in vars(functions).items()
        if inspect.isfunction(own) and hasattr(own, "__wrapped__") and not name.startswith("_")
    }
    assert public == {function.python for function in FUNCTIONS}


def test_names_are_safe_in_vba_and_look_like_no_cell() -> None:
    for function in FUNCTIONS:
        assert re.fullmatch(rf"{PREFIX}[A-Z]+(_[A-Z]+)*", function.name)
        assert not re.fullmatch(r"[A-Z]{1,3}\d+|R\d*C\d*", function.name)
        names = [argument.name for argument in function.arguments]
        assert len(set(names)) == len(names)
        assert not RESERVED & set(names), function.name
    assert len({function.name for function in FUNCTIONS}) == len(FUNCTIONS)


def test_an_optional_argument_comes_after_the_others() -> None:
    for function in FUNCTIONS:
        optional = [argument.optional for argument in function.arguments]
        assert optional == sorted(optional)


def test_a_text_that_the_wizard_would_cut_off_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Argument(name="values", text="x" * (LONGEST_TEXT + 1))
    assert str(caught.value) == (
        "values: a text of 256 characters; expected at most 255. Shorten it."
    )


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("plain", '"plain"'),
        ('say "yes"', '"say ""yes"""'),
        ("↑ up", 'ChrW(8593) & " up"'),
        ("up ↑↓", '"up " & ChrW(8593) & ChrW(8595)'),
        ("£", "ChrW(163)"),
        ("", '""'),
    ],
)
def test_a_text_becomes_an_expression_of_ascii(text: str, expression: str) -> None:
    assert literal(text) == expression


def test_no_line_of_the_wrappers_is_too_long_for_vba_nor_continued_too_often() -> None:
    # The editor's limits: 1,023 characters a line, 24 continuations.
    module = wrapper_module(FUNCTIONS)
    assert max(map(len, module.splitlines())) < 1023
    longest = max(re.findall(r"(?:.* _\n)+", module), key=lambda own: own.count("\n"))
    assert longest.count("\n") <= 24


def test_the_configuration_names_the_installed_versions() -> None:
    import xlwings

    assert xlwings.__version__ == XLWINGS_VERSION
    assert f"'Version: {XLWINGS_VERSION}" in exported_modules()["xlwings.bas"]
    assert CONFIGURATION[Key.VERSION] == __version__


def test_every_action_that_the_vba_calls_is_there() -> None:
    calls = r'(?:RunAction |RunWriting |RunActionWith |CallAction\()"(\w+)"'
    called = re.findall(calls, vba_source("ScorecardRibbon.bas"))
    assert set(called) == set(ribbon.ACTIONS)
    assert all(getattr(ribbon, name) is action for name, action in ribbon.ACTIONS.items())


@pytest.mark.parametrize("macro", ["MergedAreas", "NumberFormats"])
@pytest.mark.parametrize("file", ["ScorecardSheets.cls", "ScorecardServer.bas"])
def test_the_macros_that_the_adapter_asks_are_there(file: str, macro: str) -> None:
    head = f"Public Function {macro}(ByVal sheetName As String, ByVal area As String) As "
    assert head in vba_source(file)


def test_the_kinds_of_outcome_are_those_of_the_vba() -> None:
    found = dict(
        re.findall(
            r'Const (DONE|REFUSED|SILENT|FAILED) As String = "(\w+)"',
            vba_source("ScorecardRibbon.bas"),
        )
    )
    assert found == {kind.name: kind.value for kind in OutcomeKind}


def test_a_button_that_goes_to_a_sheet_is_only_there_with_the_sheet() -> None:
    buttons = [button for group in GROUPS for button in group.buttons]
    sheets = [button.does.sheet for button in buttons if isinstance(button.does, GoesToSheet)]
    assert sheets == ["Settings", "Functions"]
    assert b"OpenFunctionsClicked" in ribbon_xml(["Settings", "Functions"])
    assert b"OpenFunctionsClicked" not in ribbon_xml(["Settings"])


def test_a_new_button_is_one_entry_of_the_registry() -> None:
    button = Button(
        identifier="ScorecardNew",
        label="New & old",
        callback="NewClicked",
        does=RunsAction("start_new_month", macro="StartNewMonth"),
        image="Copy",
        screentip="New",
        supertip="Starts a new month.",
        keytip="N",
    )
    group = Group(identifier="NewGroup", label="New", buttons=(button,))

    xml = ribbon_xml((), (*GROUPS, group)).decode()
    vba = with_procedures("'@outcomes\n\n'@buttons\n", group.buttons)

    assert 'label="New &amp; old" size="normal" imageMso="Copy" onAction="NewClicked"' in xml
    assert vba == (
        'Private Const DONE As String = "done"\nPrivate Const REFUSED As String = "refused"\n'
        'Private Const SILENT As String = "silent"\nPrivate Const FAILED As String = "failed"\n\n'
        "Public Sub NewClicked(control As IRibbonControl)\n    StartNewMonth\nEnd Sub\n\n"
        "' The button on the Scorecard sheet, and the macro of that name.\n"
        'Public Sub StartNewMonth()\n    RunAction "start_new_month"\nEnd Sub\n'
    )


@pytest.mark.parametrize(
    ("source", "is_ours"),
    [
        ('Attribute VB_Name = "Sheet1"\r\nAttribute VB_Exposed = True\r\n', True),
        ("Option Explicit\r\n", True),
        (vba_source("ThisWorkbook.cls").replace("    ", "\t"), True),
        (vba_source("ThisWorkbook.cls") + "Sub Mine()\nEnd Sub\n", False),
        ("Private Sub Workbook_Open()\n  MsgBox 1\nEnd Sub\n", False),
    ],
)
def test_code_of_a_person_is_told_from_ours(source: str, is_ours: bool) -> None:
    assert is_our_code(source) is is_ours
