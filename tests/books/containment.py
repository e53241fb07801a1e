"""Whether a workbook still holds all of another one: nothing lost, only something added.

Shares no code with the package. A part must be there; as XML, every element must be there with
its attributes, its text and its children in their order. Only what adopting has to change may
have another value.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

# Attributes that may have another value, by the local name of their element.
MAY_CHANGE = {
    "Override": {"ContentType"},  # of the main part: a workbook that may hold macros
    "numFmts": {"count"},
    "fonts": {"count"},
    "fills": {"count"},
    "borders": {"count"},
    "cellXfs": {"count"},
    "dxfs": {"count"},
    "sst": {"count", "uniqueCount"},
}


def missing(before: Path, after: Path) -> list[str]:
    """What the first workbook has and the second has not."""
    return list(_missing(before, after))


def _missing(before: Path, after: Path) -> Iterator[str]:
    with zipfile.ZipFile(before) as first, zipfile.ZipFile(after) as second:
        names = set(second.namelist())
        if [name for name in second.namelist() if name in first.namelist()] != first.namelist():
            yield "the order of the parts"
        for name in first.namelist():
            if name not in names:
                yield f"part {name}"
                continue
            old, new = first.read(name), second.read(name)
            if old == new:
                continue
            if not name.endswith((".xml", ".rels")):
                yield f"bytes of {name}"
            elif not _contains(ElementTree.fromstring(old), ElementTree.fromstring(new)):
                yield f"elements of {name}"


def _contains(old: ElementTree.Element, new: ElementTree.Element) -> bool:
    if old.tag != new.tag or (old.text or "") != (new.text or ""):
        return False
    may_change = MAY_CHANGE.get(old.tag.rpartition("}")[2], set())
    for name, value in old.attrib.items():
        if new.get(name) != value and not (name in may_change and name in new.attrib):
            return False
    candidates = iter(new)
    return all(any(_contains(child, other) for other in candidates) for child in old)
