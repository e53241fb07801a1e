"""Whether a workbook still holds all of another one: nothing lost, only something added.

Shares no code with the package. A part must be there; as XML, every element, comment and
instruction must be there with its attributes, its text and its children in their order. Blanks
between elements are layout, not content. Only what adopting has to change may have another value.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

# Attributes that may have another value, by the local name of their element.
MAY_CHANGE = {
    "Override": {"ContentType"},  # of the main part: a workbook that may hold macros
    "workbookPr": {"codeName"},  # of a workbook without macros: ours have to name it
    "sheetPr": {"codeName"},
    "numFmts": {"count"},
    "fonts": {"count"},
    "fills": {"count"},
    "borders": {"count"},
    "cellXfs": {"count"},
    "dxfs": {"count"},
    "dimension": {"ref"},
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
            elif not _contains(_tree(old), _tree(new)):
                yield f"elements of {name}"


def _tree(xml: bytes) -> ElementTree.Element:
    """A part as XML, in whatever encoding it is; comments and instructions stay."""
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    return ElementTree.fromstring(xml, ElementTree.XMLParser(target=builder))


def _contains(old: ElementTree.Element, new: ElementTree.Element) -> bool:
    if old.tag != new.tag or not _same_text(old, new):
        return False
    may_change = MAY_CHANGE.get(_local_name(old), set())
    for name, value in old.attrib.items():
        if new.get(name) != value and not (name in may_change and name in new.attrib):
            return False
    candidates = iter(new)
    return all(any(_contains(child, other) for other in candidates) for child in old)


def _same_text(old: ElementTree.Element, new: ElementTree.Element) -> bool:
    if len(old) or len(new):
        return _words(old) == _words(new)
    return (old.text or "") == (new.text or "")


def _words(element: ElementTree.Element) -> list[str]:
    """The texts of an element that holds others, without the blanks between these."""
    texts = [element.text, *(child.tail for child in element)]
    return [text for text in texts if text and not text.isspace()]


def _local_name(element: ElementTree.Element) -> str:
    # The tag of a comment is a function.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
