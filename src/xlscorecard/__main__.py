"""``python -m xlscorecard``."""

from xlscorecard.cli import main

if __name__ == "__main__":
    main()
