"""Excel's own dialog to choose a workbook; it opens nothing, it only names a file."""

from pathlib import Path

import xlwings as xw

from xlscorecard.errors import WorkbookError

_FILTER = "Excel workbooks (*.xlsx; *.xlsm),*.xlsx;*.xlsm"
_BUTTON = "Compare"

_PATIENCE = 3600
"""Seconds that a Mac waits for somebody to choose; otherwise it gives up after one minute."""


_VOLUMES = "/Volumes/"
"""Where a Mac has every volume: ``Macintosh HD:Users:me:a.xlsm`` lies there, by slashes."""

_CANCELLED = ("", "False", "false", "k.missing_value")


def chosen_workbook(app: xw.App, title: str) -> Path | None:
    """The workbook that a person chooses; None if they cancel.

    Source: Excel's Application.GetOpenFilename answers the path, or False. Its arguments are the
    filter, the number of the filter and the title; Excel for the Mac knows neither a filter like
    Windows' nor a title.

    Raises:
        WorkbookError: what was chosen lies on a server of the internet.
    """
    ask = getattr(app.api, "GetOpenFilename", None)
    if ask is not None:
        answer = ask(_FILTER, 1, title)
    else:
        answer = app.api.get_open_filename(button_text=_BUTTON, timeout=_PATIENCE)
    answer = getattr(answer, "path", answer)  # what appscript makes of a file of the Mac
    if not isinstance(answer, str) or answer in _CANCELLED:
        return None
    if "://" in answer:
        raise WorkbookError.because(
            place=answer,
            found="a workbook on a server of the internet",
            expected="a file on this computer or on a share",
            remedy="Choose it in the folder that OneDrive keeps on this computer, or save a "
            "copy first (File > Save a Copy).",
        )
    is_path = "/" in answer or "\\" in answer
    return Path(answer if is_path else _VOLUMES + answer.replace(":", "/"))
