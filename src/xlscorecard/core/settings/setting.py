"""A setting: all that is known of it, declared once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from xlscorecard.core.settings.kinds import Naming, ValueKind

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heading:
    """What stands on the Settings sheet with a name: a setting, or what a table's rows are about.

    ``name`` is the label or the heading, ``explanation`` stands beside it on the sheet that is
    built, ``takes`` in the documentation. Sheets of earlier versions may lack one that
    ``is_optional``.
    """

    name: str
    kind: ValueKind[Any] | Naming
    explanation: str
    takes: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting(Heading, Generic[S, T]):
    """A setting of S, which are the settings of a workbook or those of one indicator.

    ``get`` gives its value and ``put`` the settings with another one. ``unset`` is written where
    there is none.
    """

    kind: ValueKind[T]
    get: Callable[[S], T | None]
    put: Callable[[S, T], S]
    unset: str = ""

    def text(self, settings: S) -> str:
        """How its value is written."""
        value = self.get(settings)
        return self.unset if value is None else self.kind.text(value)
