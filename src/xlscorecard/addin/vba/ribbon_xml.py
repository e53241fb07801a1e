"""The ribbon as Excel wants to be told of it: the part customUI14.xml of a workbook.

Source of the format: [MS-CUSTOMUI2], namespace 2009/07.
"""

from collections.abc import Collection, Iterator, Sequence

from xlscorecard.addin.registry.buttons import (
    GROUPS,
    TAB_IDENTIFIER,
    TAB_KEYTIP,
    TAB_LABEL,
    Button,
    Group,
    RunsAction,
)
from xlscorecard.formats.xlsx.written_xml import attributes

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon_xml(sheets: Collection[str], groups: Sequence[Group] = GROUPS) -> bytes:
    """The part customUI14.xml of a workbook that has these sheets."""
    return "".join(_lines(sheets, groups)).encode()


def _lines(sheets: Collection[str], groups: Sequence[Group]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f'<customUI xmlns="{NAMESPACE}">\n  <ribbon>\n    <tabs>\n'
    yield f"      <tab{_attributes(id=TAB_IDENTIFIER, label=TAB_LABEL, keytip=TAB_KEYTIP)}>\n"
    for group in groups:
        buttons = [
            button
            for button in group.buttons
            if isinstance(button.does, RunsAction) or button.does.sheet in sheets
        ]
        if buttons:
            yield f"        <group{_attributes(id=group.identifier, label=group.label)}>\n"
            yield from (f"          <button{_button(button)}/>\n" for button in buttons)
            yield "        </group>\n"
    yield "      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"


def _button(button: Button) -> str:
    return _attributes(
        id=button.identifier,
        label=button.label,
        size="large" if button.large else "normal",
        imageMso=button.image,
        onAction=button.callback,
        screentip=button.screentip,
        supertip=button.supertip,
        keytip=button.keytip,
    )


def _attributes(**values: str) -> str:
    return attributes(values)
