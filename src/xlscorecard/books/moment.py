"""This moment, as what is written now is stamped: the one place that asks the clock."""

import os
from datetime import UTC, datetime

from xlscorecard.core.findings.checks_page import Stamp
from xlscorecard.core.version import VERSION

_MOMENT = "SOURCE_DATE_EPOCH"
"""https://reproducible-builds.org/specs/source-date-epoch/: the same moment, the same bytes."""


def stamp_now() -> Stamp:
    """This moment, in the time of this computer, and this version.

    The environment variable SOURCE_DATE_EPOCH names another moment, in seconds since 1970.
    """
    moment = os.environ.get(_MOMENT, "")
    if moment.isdecimal():
        return Stamp(datetime.fromtimestamp(int(moment), UTC), VERSION)
    return Stamp(datetime.now().astimezone(), VERSION)
