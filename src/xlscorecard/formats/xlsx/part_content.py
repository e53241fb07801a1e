"""What the XML of a part says, however it is written: elements, attributes and texts.

Prefixes, quotes, the order of attributes and white space between elements say nothing.
"""

from collections.abc import Container, Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from xlscorecard.formats.xlsx.spans import MarkupError

_Attributes = frozenset[tuple[str, str]]


class _Builder(TreeBuilder):
    """Builds elements; the names that a document declares for namespaces are kept too.

    Some attributes, such as ``mc:Ignorable``, name namespaces by their prefix.
    """

    def __init__(self) -> None:
        super().__init__(insert_comments=True, insert_pis=True)
        self.namespaces: set[tuple[str, str]] = set()

    def start_ns(self, prefix: str, uri: str) -> None:
        self.namespaces.add((prefix or "", uri))


def parsed(xml: bytes) -> tuple[Element, _Attributes]:
    """The root of a part, and the prefixes that it declares with their namespaces.

    Raises:
        MarkupError: it is no XML.
    """
    builder = _Builder()
    parser = XMLParser(target=builder)
    try:
        parser.feed(xml)
        root = parser.close()
    except (ParseError, LookupError, ValueError) as error:  # the latter two: an odd encoding
        raise MarkupError(str(error)) from error
    if not isinstance(root, Element):
        raise MarkupError("no element")
    return root, frozenset(builder.namespaces)


def local_name(element: Element) -> str:
    """The name of an element without its namespace; '' of a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def said(element: Element) -> object:
    """All that an element says, as a value that equals that of an element which says the same."""
    children = [(said(child), _words(child.tail)) for child in element]
    text = element.text or ""
    tag = element.tag if isinstance(element.tag, str) else element.tag.__name__
    return tag, sorted(element.attrib.items()), _words(text) if children else text, children


def holds_all(
    before: Element, after: Element, *, free: Container[str], gone: Container[int]
) -> bool:
    """Whether an element holds all that another one held, in its order, and perhaps more.

    Args:
        before: what was held.
        after: what is held now.
        free: the names of attributes that may differ, come or go.
        gone: the identities (``id``) of elements that may be missing.
    """
    if local_name(before) != local_name(after) or before.tag != after.tag:
        return False
    if _bound(before, free) != _bound(after, free):
        return False
    kept = [child for child in before if id(child) not in gone]
    text = before.text or ""
    if text != (after.text or "") and (text.strip() or (not kept and len(after) == 0)):
        return False
    rest: Iterator[Element] = iter(after)
    return all(
        any(
            holds_all(child, other, free=free, gone=gone)
            and _words(child.tail) == _words(other.tail)
            for other in rest
        )
        for child in kept
    )


def _bound(element: Element, free: Container[str]) -> dict[str, str]:
    return {name: text for name, text in element.attrib.items() if name not in free}


def _words(text: str | None) -> str:
    """A text between elements; white space there says nothing."""
    return text if text is not None and text.strip() else ""
