"""What the documents say is there: links lead somewhere, commands and options exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

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
        for command in ("refresh", "adopt", "show")
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
