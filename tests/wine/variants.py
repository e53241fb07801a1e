"""VARIANTs as Excel makes them, by hand: pywin32 cannot make an error cell of a given number.

Contents are as JSON writes them: a number, a text, true or false as they are, and

    null                       an empty cell
    {"missing": null}          an argument left out
    {"error": 2042}            an error cell, by its xlCVError number
    {"date": "2019-08-01"}     a date
    {"currency": "12.5"}       an amount in a currency format
    [[…], […]]                 a block of cells, row by row: its rows and columns count from 1
    {"array": […]}             what VBA's Array(…) makes: it counts from 0

Runs in the Windows Python, on the standard library alone. Source: [MS-OAUT] 2.2.
"""

import ctypes
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

VT_EMPTY, VT_NULL, VT_R8, VT_CY, VT_DATE, VT_BSTR = 0, 1, 5, 6, 7, 8
VT_DISPATCH, VT_ERROR, VT_BOOL, VT_VARIANT, VT_ARRAY = 9, 10, 11, 12, 0x2000

TRUE = -1
CURRENCY_SCALE = 10_000
FIRST_DAY = date(1899, 12, 30)
ERROR_FACILITY = 0x800A0000 - 0x1_0000_0000
MISSING_ARGUMENT = -2147352572  # DISP_E_PARAMNOTFOUND


class _Content(ctypes.Union):
    _fields_ = (
        ("pointer", ctypes.c_void_p),
        ("double", ctypes.c_double),
        ("currency", ctypes.c_longlong),
        ("code", ctypes.c_int32),
        ("boolean", ctypes.c_short),
    )


class Variant(ctypes.Structure):
    """A VARIANT of 64-bit Windows."""

    _anonymous_ = ("content",)
    _fields_ = (
        ("type", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("content", _Content),
        ("record", ctypes.c_void_p),
    )
    pointer: int | None
    double: float
    currency: int
    code: int
    boolean: int
    type: int


class _Bound(ctypes.Structure):
    _fields_ = (("elements", ctypes.c_ulong), ("lower", ctypes.c_long))


class Automation:
    """The functions of OLE Automation, of which a process needs one."""

    def __init__(self) -> None:
        library = ctypes.CDLL("oleaut32.dll")
        self._allocate_text = library.SysAllocStringLen
        self._allocate_text.argtypes = (ctypes.c_wchar_p, ctypes.c_uint)
        self._allocate_text.restype = ctypes.c_void_p
        self._create_array = library.SafeArrayCreate
        self._create_array.argtypes = (ctypes.c_ushort, ctypes.c_uint, ctypes.c_void_p)
        self._create_array.restype = ctypes.c_void_p
        self._put = library.SafeArrayPutElement
        self._get = library.SafeArrayGetElement
        for element in (self._put, self._get):
            element.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
        self._dimensions = library.SafeArrayGetDim
        self._dimensions.argtypes = (ctypes.c_void_p,)
        self._lower = library.SafeArrayGetLBound
        self._upper = library.SafeArrayGetUBound
        for bound in (self._lower, self._upper):
            bound.argtypes = (ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p)

    def variant(self, content: Any) -> Variant:
        """The VARIANT of a content."""
        match content:
            case None:
                return Variant(type=VT_EMPTY)
            case bool():
                return Variant(type=VT_BOOL, boolean=TRUE if content else 0)
            case int() | float():
                return Variant(type=VT_R8, double=content)
            case str():
                return Variant(type=VT_BSTR, pointer=self._text(content))
            case list():
                return self._block(content)
            case {"array": elements}:
                return self._array([len(elements)], 0, {(i,): e for i, e in enumerate(elements)})
            case {"missing": None}:
                return Variant(type=VT_ERROR, code=MISSING_ARGUMENT)
            case {"error": number}:
                return Variant(type=VT_ERROR, code=ERROR_FACILITY + number)
            case {"date": text}:
                days = (date.fromisoformat(text) - FIRST_DAY).days
                return Variant(type=VT_DATE, double=days)
            case {"currency": text}:
                return Variant(type=VT_CY, currency=int(Decimal(text) * CURRENCY_SCALE))
            case _:
                raise ValueError(f"no content: {content!r}")

    def content(self, variant: Variant) -> Any:
        """The content of a VARIANT that a function answers: a number, a text or an array."""
        if variant.type in (VT_EMPTY, VT_NULL):
            return None
        if variant.type == VT_R8:
            return variant.double
        if variant.type == VT_BSTR:
            return ctypes.wstring_at(variant.pointer) if variant.pointer else ""
        if variant.type == VT_ARRAY | VT_VARIANT:
            return self._elements(variant.pointer, ())
        raise ValueError(f"an answer of type {variant.type:#x}")

    def _text(self, text: str) -> Any:
        return self._allocate_text(text, len(text.encode("utf-16-le")) // 2)

    def _block(self, rows: list[list[Any]]) -> Variant:
        cells: dict[tuple[int, ...], Any] = {
            (i, j): cell for i, row in enumerate(rows, 1) for j, cell in enumerate(row, 1)
        }
        return self._array([len(rows), len(rows[0])], 1, cells)

    def _array(
        self, lengths: Sequence[int], lower: int, elements: dict[tuple[int, ...], Any]
    ) -> Variant:
        bounds = (_Bound * len(lengths))(*(_Bound(length, lower) for length in lengths))
        array = self._create_array(VT_VARIANT, len(lengths), ctypes.byref(bounds))
        for place, content in elements.items():
            indices = (ctypes.c_long * len(place))(*place)
            element = self.variant(content)
            if self._put(array, ctypes.byref(indices), ctypes.byref(element)):
                raise ValueError(f"no place {place} in an array of {list(lengths)}")
        return Variant(type=VT_ARRAY | VT_VARIANT, pointer=array)

    def _elements(self, array: int | None, place: tuple[int, ...]) -> Any:
        dimensions = self._dimensions(array)
        if len(place) == dimensions:
            element = Variant()
            indices = (ctypes.c_long * dimensions)(*place)
            self._get(array, ctypes.byref(indices), ctypes.byref(element))
            return self.content(element)
        lower, upper = ctypes.c_long(), ctypes.c_long()
        self._lower(array, len(place) + 1, ctypes.byref(lower))
        self._upper(array, len(place) + 1, ctypes.byref(upper))
        indices_here = range(lower.value, upper.value + 1)
        return [self._elements(array, (*place, index)) for index in indices_here]
