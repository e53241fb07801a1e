"""``python -m xlscorecard.addin.workbook [PATH]`` builds the workbook."""

import argparse
from pathlib import Path

from xlscorecard.addin.workbook.build import DEFAULT_PATH, build


def main() -> None:
    """Build the workbook at the path given on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m xlscorecard.addin.workbook", description="Build the scorecard workbook."
    )
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT_PATH, metavar="PATH")
    build(parser.parse_args().path)


if __name__ == "__main__":
    main()
