"""The server that Excel starts for its functions and buttons."""

import importlib
import os
import sys
from pathlib import Path
from threading import Timer

MODULES = ("xlscorecard.addin.functions", "xlscorecard.addin.ribbon")
"""What the workbook calls; loaded before the first call, so that this one is quick."""

MOST_SECONDS = 40
"""What comes up more slowly ends: xlwings' DLL waits for it with Excel frozen."""


def serve(class_id: str) -> None:
    """Serve one Excel until it lets go of the server, or is closed.

    Args:
        class_id: the class of COM under which xlwings' DLL looks for the server.

    Raises:
        ImportError: a package is missing; Python prints it and ends, and the workbook's VBA
            shows what was printed.
    """
    too_slow = Timer(MOST_SECONDS, _give_up)
    too_slow.daemon = True
    too_slow.start()
    server = importlib.import_module("xlwings.com_server")
    for module in MODULES:
        importlib.import_module(module)
    too_slow.cancel()
    server.serve(class_id)


def _give_up() -> None:
    print(
        f"Python took more than {MOST_SECONDS} seconds to load the packages from "
        f"{Path(sys.executable).parent}. A virus scanner or a slow network may be the cause.",
        flush=True,
    )
    os._exit(3)
