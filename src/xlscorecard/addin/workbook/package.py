"""The package of the built workbook: its ribbon, and bytes that repeat on every machine."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATIONSHIP_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
"""Source: [MS-CUSTOMUI2], 'customUI14' part."""

_RIBBON_RELATIONSHIP = (
    f'<Relationship Id="rIdScorecardRibbon" Type="{RIBBON_RELATIONSHIP_TYPE}" '
    f'Target="{RIBBON_PART}"/>'
)
_ROOT_RELATIONSHIPS = "_rels/.rels"
_END_OF_RELATIONSHIPS = b"</Relationships>"

# The first moment that a zip file can name.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def finished(package: bytes, ribbon: bytes) -> bytes:
    """The same workbook with a ribbon of its own.

    The parts keep their order and are stored without compression: compressed bytes differ
    between implementations of zlib, stored ones never do.
    """
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w") as output:
        for name in source.namelist():
            content = source.read(name)
            if name == _ROOT_RELATIONSHIPS:
                link = _RIBBON_RELATIONSHIP.encode() + _END_OF_RELATIONSHIPS
                content = content.replace(_END_OF_RELATIONSHIPS, link)
            _add(output, name, content)
        _add(output, RIBBON_PART, ribbon)
    return target.getvalue()


def _add(output: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, _ZIP_EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    output.writestr(entry, content, ZIP_STORED)
