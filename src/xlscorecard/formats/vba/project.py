"""A VBA project written as the part vbaProject.bin: [MS-OVBA] 2.2 and 2.3.

Only source text is written, no compiled code: Excel compiles it when it opens the workbook.
"""

import struct
from collections.abc import Iterator, Sequence

from xlscorecard.errors import Fault, InvalidValueError
from xlscorecard.formats.vba.compound import compound_file
from xlscorecard.formats.vba.compression import compress
from xlscorecard.formats.vba.module import CODE_PAGE, Module, ModuleKind, is_identifier

# The project's own identifier. Nothing refers to it, so that every workbook can have the same.
_PROJECT_ID = "{7A1C5A0E-2B5F-4E0B-9C4D-5C6F3D1E8A42}"
_CODE_PAGE_NUMBER = 1252
_WIN64 = 3
_ENGLISH = 0x0409

# [MS-OVBA] 2.3.4.2.2.5. The Office library declares IRibbonControl; Excel finds both by their
# identifiers, wherever they are.
_REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    r"#Microsoft Office 16.0 Object Library",
}
# In lower case: names that a module would have to share with a stream beside its own.
_OWN_STREAMS = ("dir",)
# [MS-OVBA] 2.3.4.1: the version that says that there is no compiled code.
_NO_COMPILED_CODE = b"\xcc\x61\xff\xff\x00\x00\x00"
_HOST_EXTENDER = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
_CLOSED_WINDOW = "0, 0, 0, 0, C"
_DECLARATIONS = {
    ModuleKind.STANDARD: "Module={}",
    ModuleKind.CLASS: "Class={}",
    ModuleKind.DOCUMENT: "Document={}/&H00000000",
}

# [MS-OVBA] 2.3.1.15 to 2.3.1.17: a project that is not locked, has no password, and is shown.
_NOT_LOCKED = b"\0\0\0\0"
_NO_PASSWORD = b"\0"
_VISIBLE = b"\xff"


def project_bytes(name: str, modules: Sequence[Module]) -> bytes:
    """The part vbaProject.bin of a project; the same modules make the same bytes.

    Raises:
        InvalidValueError: the project's name is none of VBA's, two modules have the same name, or
            one has the name of a stream of the project itself.
        ValueError: there is far too much text.
    """
    _check_names(name, [module.name for module in modules])
    return compound_file(
        {
            "PROJECT": _project_stream(name, modules),
            "PROJECTwm": _names_stream(modules),
            "VBA/_VBA_PROJECT": _NO_COMPILED_CODE,
            "VBA/dir": compress(b"".join(_directory_records(name, modules))),
            **{
                f"VBA/{module.name}": compress(module.source.encode(CODE_PAGE))
                for module in modules
            },
        }
    )


def _check_names(project: str, modules: Sequence[str]) -> None:
    expected = "a letter, then letters, digits or _"
    faults = []
    if not is_identifier(project):
        faults.append((f'project "{project}"', "a name that VBA does not take", expected))
    taken = set(_OWN_STREAMS)
    for name in modules:
        if name.lower() in taken:
            faults.append((f"module {name}", "a name that is taken", "each name once, and no dir"))
        taken.add(name.lower())
    if faults:
        raise InvalidValueError(*(Fault(*fault, "Give it another name.") for fault in faults))


def _project_stream(name: str, modules: Sequence[Module]) -> bytes:
    """[MS-OVBA] 2.3.1."""
    lines = [
        f'ID="{_PROJECT_ID}"',
        *(_DECLARATIONS[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypted(_NOT_LOCKED)}"',
        f'DPB="{encrypted(_NO_PASSWORD)}"',
        f'GC="{encrypted(_VISIBLE)}"',
        "",
        "[Host Extender Info]",
        _HOST_EXTENDER,
        "",
        "[Workspace]",
        *(f"{module.name}={_CLOSED_WINDOW}" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode(CODE_PAGE)


def encrypted(data: bytes, seed: int = 0) -> str:
    """Some data as a project's fields hold it: [MS-OVBA] 2.4.3.2, with a seed that is given."""
    key = sum(_PROJECT_ID.encode(CODE_PAGE)) & 0xFF
    version = 2
    written = bytearray([seed, seed ^ version, seed ^ key])
    last_plain, last, before_last = key, written[2], written[1]
    ignored = bytes((seed & 6) // 2)
    for plain in ignored + struct.pack("<L", len(data)) + data:
        byte = plain ^ (before_last + last_plain & 0xFF)
        written.append(byte)
        before_last, last, last_plain = last, byte, plain
    return written.hex().upper()


def _names_stream(modules: Sequence[Module]) -> bytes:
    """[MS-OVBA] 2.3.3: each name in the code page and in UTF-16."""
    names = b"".join(
        module.name.encode(CODE_PAGE) + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    )
    return names + b"\0\0"


def _directory_records(name: str, modules: Sequence[Module]) -> Iterator[bytes]:
    """[MS-OVBA] 2.3.4.2."""
    yield _record(0x0001, struct.pack("<L", _WIN64))
    yield _record(0x0002, struct.pack("<L", _ENGLISH))
    yield _record(0x0014, struct.pack("<L", _ENGLISH))
    yield _record(0x0003, struct.pack("<H", _CODE_PAGE_NUMBER))
    yield _record(0x0004, name.encode(CODE_PAGE))
    yield _record(0x0005) + _record(0x0040)  # description
    yield _record(0x0006) + _record(0x003D)  # help file
    yield _record(0x0007, struct.pack("<L", 0))  # help context
    yield _record(0x0008, struct.pack("<L", 0))  # flags
    yield struct.pack("<HLLH", 0x0009, 4, 1, 0)  # version
    yield _record(0x000C) + _record(0x003C)  # constants
    for reference, library in _REFERENCES.items():
        yield _record(0x0016, reference.encode(CODE_PAGE))
        yield _record(0x003E, reference.encode("utf-16-le"))
        identifier = library.encode(CODE_PAGE)
        yield _record(0x000D, struct.pack("<L", len(identifier)) + identifier + b"\0" * 6)
    yield _record(0x000F, struct.pack("<H", len(modules)))
    yield _record(0x0013, b"\xff\xff")  # cookie
    for module in modules:
        yield from _module_records(module)
    yield _record(0x0010)


def _module_records(module: Module) -> Iterator[bytes]:
    """[MS-OVBA] 2.3.4.2.3.2."""
    name, wide_name = module.name.encode(CODE_PAGE), module.name.encode("utf-16-le")
    yield _record(0x0019, name) + _record(0x0047, wide_name)
    yield _record(0x001A, name) + _record(0x0032, wide_name)  # the stream's name
    yield _record(0x001C) + _record(0x0048)  # description
    yield _record(0x0031, struct.pack("<L", 0))  # where the source begins
    yield _record(0x001E, struct.pack("<L", 0))  # help context
    yield _record(0x002C, b"\xff\xff")  # cookie
    yield _record(0x0021 if module.kind is ModuleKind.STANDARD else 0x0022)
    yield _record(0x002B)


def _record(identifier: int, content: bytes = b"") -> bytes:
    return struct.pack("<HL", identifier, len(content)) + content
