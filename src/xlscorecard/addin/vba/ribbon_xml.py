"""The ribbon and the menus of cells as Excel wants to be told of them: the part customUI14.xml.

Source of the format: [MS-CUSTOMUI2], namespace 2009/07.
"""

from collections.abc import Collection, Iterator, Sequence

from xlscorecard.addin.registry.buttons import (
    CELL_MENUS,
    GROUPS,
    IN_CELL_MENUS,
    TAB_IDENTIFIER,
    TAB_KEYTIP,
    TAB_LABEL,
    Button,
    GoesToSheet,
    Group,
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
            if not isinstance(button.does, GoesToSheet) or button.does.sheet in sheets
        ]
        if buttons:
            yield f"        <group{_attributes(id=group.identifier, label=group.label)}>\n"
            yield from (f"          <button{_button(button)}/>\n" for button in buttons)
            yield "        </group>\n"
    yield "      </tab>\n    </tabs>\n  </ribbon>\n  <contextMenus>\n"
    for menu in CELL_MENUS:
        yield f"    <contextMenu{_attributes(idMso=menu)}>\n"
        for group in groups:
            for button in group.buttons:
                if button.identifier in IN_CELL_MENUS:
                    yield f"      <button{_menu_button(button, menu)}/>\n"
        yield "    </contextMenu>\n"
    yield "  </contextMenus>\n</customUI>\n"


def _menu_button(button: Button, menu: str) -> str:
    return _attributes(
        id=f"{button.identifier}In{menu}",
        label=button.label,
        imageMso=button.image,
        onAction=button.callback,
    )


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
