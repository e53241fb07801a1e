"""The folders of the user in which this package keeps something between two clicks.

On Windows both lie in ``%LOCALAPPDATA%\\xlscorecard``, on a Mac in the user's Library.
"""

from pathlib import Path

_NAME = "xlscorecard"


def state_folder() -> Path:
    """Where the records for an undo and the page of help lie."""
    from platformdirs import user_state_path

    return user_state_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """Where the log lies."""
    from platformdirs import user_log_path

    return user_log_path(_NAME, appauthor=False)
