"""What CONTRIBUTING.md says can be done so; the recipe of a new rule is done, in a copy."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_public_workbooks import table

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = ["A new rule", "A new function for cells", "A new setting", "A new computed column"]


def recipe(title: str) -> str:
    """The text under a heading of the page."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def pieces(title: str) -> list[str]:
    """The pieces of code of a recipe: whole ones, and lines of a longer one."""
    return re.findall(r"```(?:python|text)\n(.*?)```", recipe(title), re.DOTALL)


def found(package: Path, workbook: Path) -> list[tuple[str, str]]:
    """The rules and references of what a package finds in a workbook."""
    run = subprocess.run(
        [sys.executable, "-m", "xlscorecard", "check", "--json", str(workbook)],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [(own["rule"], own["reference"]) for own in json.loads(run.stdout)["findings"]]


def test_the_recipe_of_a_new_rule_is_all_that_it_takes(tmp_path: Path) -> None:
    package = Path(shutil.copytree(ROOT / "src" / "xlscorecard", tmp_path / "xlscorecard"))
    workbook = table(tmp_path / "book.xlsx", ["Outcome", "Owner"])
    assert "missing-outcome" not in [rule for rule, _ in found(package, workbook)]
    rule, line = pieces("A new rule")
    module, listed = (package / "core" / "checks" / f"{own}.py"
                      for own in ("completeness", "all_rules"))  # fmt: skip

    module.write_text(module.read_text("utf-8") + "\n\n" + rule, "utf-8")
    before, opening, after = listed.read_text("utf-8").partition("CHECKS: tuple[Check, ...] = (\n")
    assert opening
    listed.write_text(before + opening + line + after, "utf-8")

    assert [own for own in found(package, workbook) if own[0] == "missing-outcome"] == [
        ("missing-outcome", "A1"),
        ("missing-outcome", "A2"),
        ("missing-outcome", "A3"),
    ]


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_names_one_or_two_files_that_are_there(title: str) -> None:
    files = re.findall(r"`(src/[\w/]+\.py)`", recipe(title))

    assert files
    assert len({*files}) <= 2
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_commands_of_the_page_are_there() -> None:
    commands = re.findall(r"`(?:python )?((?:docs|tests|\.ci)/[\w/.]+)`", PAGE)

    assert {".ci/quick", "docs/make_checks.py", "docs/make_functions.py"} <= {*commands}
    assert [file for file in commands if not (ROOT / file).exists()] == []
