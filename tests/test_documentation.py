"""What the documents say is there: links lead somewhere, commands and options exist."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xlscorecard.addin.help_page import help_page
from xlscorecard.addin.registry.buttons import GROUPS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
OPTION = re.compile(r"`(--[a-z-]+)")
PATHS = re.compile(r"`((?:src|tests|docs|benchmarks|workbook|\.ci)/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_paths_lead_to_files(page: Path) -> None:
    text = page.read_text("utf-8")

    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    missing += [path for path in PATHS.findall(text) if not (ROOT / path).exists()]

    assert missing == []


def test_the_options_that_the_readme_names_exist() -> None:
    named = set(OPTION.findall((ROOT / "README.md").read_text("utf-8")))
    helps = "".join(
        subprocess.run(
            [sys.executable, "-m", "xlscorecard", command, "--help"],
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        for command in ("refresh", "check", "adopt", "diff", "show", "open", "doctor", "serve")
    )

    assert named
    assert {option for option in named if option not in helps} == set()


def test_the_readme_begins_with_the_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)

    refresh, tests = blocks[:2]
    assert refresh.startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert "xlscorecard refresh workbook/Scorecard.xlsm" in refresh
    assert tests.endswith(".venv/bin/pytest")
    assert "\n" not in refresh + tests


@pytest.mark.parametrize(
    ("script", "made"),
    [
        ("make_checks", "docs/checks.md"),
        ("make_functions", "docs/functions.md"),
        ("make_settings", "docs/settings.md"),
        ("make_ribbon", "docs/images/ribbon.svg"),
        ("make_help", "src/xlscorecard/addin/for-reporters.html"),
    ],
)
def test_what_is_made_from_other_sources_is_up_to_date(
    script: str, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")
    module = importlib.import_module(script)
    content: str = module.drawing() if script == "make_ribbon" else module.page()
    assert (ROOT / made).read_text("utf-8") == content, f"make it again: python docs/{script}.py"


def test_the_page_of_help_stands_by_itself() -> None:
    page = help_page().read_text("utf-8")
    assert "<h1>The scorecard, for reporters</h1>" in page
    assert re.findall(r'(?:src|href)="(?!data:)([^"]*)"', page) == []


def test_the_page_for_reporters_speaks_of_every_button() -> None:
    page = (ROOT / "docs" / "for-reporters.md").read_text("utf-8")
    labels = [button.label for group in GROUPS for button in group.buttons]
    assert [label for label in labels if f"**{label}**" not in page] == []
