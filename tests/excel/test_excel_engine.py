"""The engine of these tests offers nothing that xlwings' own engines for Excel do not have."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.excel import excel_engine

# What xlwings calls on a part of each kind; names in capitals are Excel's own.
PARTS = {
    "App": excel_engine._App,
    "Book": excel_engine._Book,
    "Sheets": excel_engine._Sheets,
    "Sheet": excel_engine._Sheet,
    "Range": excel_engine._Range,
    "ConditionalFormats": excel_engine._ConditionalFormats,
    "ConditionalFormat": excel_engine._ConditionalFormat,
}
# Of these tests alone.
OWN = {"excel", "refuse_if_protected"}


def members(engine: str) -> dict[str, set[str]]:
    """The names that each class of an engine defines, and those of its bases there."""
    spec = find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse((Path(spec.origin).parent / f"{engine}.py").read_text("utf-8"))
    classes = {own.name: own for own in tree.body if isinstance(own, ast.ClassDef)}

    def names(own: ast.ClassDef) -> set[str]:
        found = {node.name for node in own.body if isinstance(node, ast.FunctionDef)}
        for node in own.body:
            if isinstance(node, ast.Assign):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        for base in own.bases:
            if isinstance(base, ast.Name) and base.id in classes:
                found |= names(classes[base.id])
        return found

    return {name: names(own) for name, own in classes.items()}


@pytest.mark.parametrize("engine", ["_xlwindows", "_xlmac"])
@pytest.mark.parametrize("part", PARTS)
def test_every_member_is_one_that_xlwings_has_on_both_systems(engine: str, part: str) -> None:
    offered = {name for name in vars(PARTS[part]) if not name.startswith("_")}
    own = {name for name in offered if name in OWN or name[0].isupper()}
    assert offered - own <= members(engine)[part]
