"""A scorecard as a pandas DataFrame; the one module that needs pandas."""

import pandas as pd

from xlscorecard.core.domain.period import year_and_number
from xlscorecard.core.domain.scorecard import Scorecard


def frame_of(scorecard: Scorecard) -> pd.DataFrame:
    """Indicators × months: references down, a monthly PeriodIndex across, in calendar order.

    Values are floats in the unit of the sheet; what is missing is NaN.
    """
    months = [
        pd.Period(year=year, month=number, freq="M")
        for year, number in map(year_and_number, scorecard.periods)
    ]
    frame = pd.DataFrame(
        [indicator.values for indicator in scorecard.indicators],
        index=pd.Index(
            [indicator.reference for indicator in scorecard.indicators], name="Ref.", dtype=object
        ),
        columns=pd.PeriodIndex(months, name="Month"),
        dtype=float,
    )
    return frame.sort_index(axis="columns")
