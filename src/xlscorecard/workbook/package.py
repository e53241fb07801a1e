"""The bytes of a macro-enabled workbook, repeatable on every machine."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

# [MS-OFFMACRO2] and ECMA-376 part 1, 12.3.23: the main part says what kind of workbook it is.
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_ENABLED = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"

# The first moment that a zip file can name.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def macro_enabled(package: bytes) -> bytes:
    """The same workbook, declared as macro-enabled (.xlsm).

    The parts keep their order and are stored without compression: compressed bytes differ
    between implementations of zlib, stored ones never do.
    """
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w") as output:
        for name in source.namelist():
            content = source.read(name)
            if name == _CONTENT_TYPES:
                content = content.replace(_PLAIN, _MACRO_ENABLED)
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            output.writestr(entry, content, ZIP_STORED)
    return target.getvalue()
