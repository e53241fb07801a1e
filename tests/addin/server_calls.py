"""Calls functions through ``xlwings.server.custom_functions_call``: JSON in, JSON out.

A program of its own, for xlwings looks for its licence key when it is imported.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace

import xlwings
from xlwings import server

from xlscorecard.addin import functions
from xlscorecard.addin.registry.functions import FUNCTIONS, Function


def _registered(own: Function) -> Callable[..., object]:
    """A copy of a function, registered as the package registers it for Windows."""
    function = getattr(functions, own.python)

    @wraps(function)
    def called(*arguments: object) -> object:
        return function(*arguments)

    registered: Callable[..., object] = server.func(called)
    for argument in own.arguments:
        registered = server.arg(argument.name, "raw")(registered)
    return registered


MODULE = SimpleNamespace(**{own.python: _registered(own) for own in FUNCTIONS})


def _answer(function: str, arguments: list[object]) -> object:
    data = {
        "func_name": function,
        "args": arguments,
        "version": xlwings.__version__,
        "client": "Microsoft Office",
        "runtime": "1.4",
    }
    return asyncio.run(server.custom_functions_call(data, MODULE))


if __name__ == "__main__":
    json.dump([_answer(*call) for call in json.load(sys.stdin)], sys.stdout)
