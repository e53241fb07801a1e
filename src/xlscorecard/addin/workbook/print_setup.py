"""The print set-up that all sheets share."""

from typing import Any

_A3 = 8
_A4 = 9


def set_page(
    sheet: Any,
    title: str,
    *,
    repeated_rows: tuple[int, int] | None = None,
    large: bool = True,
    one_page: bool = False,
) -> None:
    """Print landscape, one page wide, with a footer; ``large`` is A3, otherwise A4."""
    sheet.set_landscape()
    sheet.set_paper(_A3 if large else _A4)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&8{title} - &A&C&8Page &P of &N&R&8Printed &D", {"margin": 0.3})
    sheet.center_horizontally()
    if repeated_rows is not None:
        first, last = repeated_rows
        sheet.repeat_rows(first - 1, last - 1)
