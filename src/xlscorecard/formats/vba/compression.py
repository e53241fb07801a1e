"""The compression of VBA's streams: [MS-OVBA] 2.4.1.

A container is a signature byte and chunks of up to 4,096 bytes. A chunk is a header of two
bytes and groups of a flag byte and eight tokens: a byte as it is, or a copy of what came before
in the same chunk.
"""

import struct
from functools import lru_cache

_SIGNATURE = 0x01
_CHUNK_SIZE = 4096
_COMPRESSED_HEADER = 0xB000  # the chunk signature 3, and the flag of a compressed chunk
_CHUNK_SIGNATURE_MASK, _CHUNK_SIGNATURE = 0x7000, 0x3000
_SIZE_MASK = 0x0FFF
_COMPRESSED_FLAG = 0x8000
_SHORTEST_COPY = 3
# How many earlier places are tried for a longer copy: more give little for source text.
_TRIES = 64


@lru_cache(maxsize=32)  # whoever writes many projects writes the same modules into each
def compress(content: bytes) -> bytes:
    """The compressed container of some bytes.

    Every chunk is compressed; none is raw, for a raw one would be padded.

    Raises:
        ValueError: a chunk does not get smaller, which text never does.
    """
    chunks = [
        _compress_chunk(content[start : start + _CHUNK_SIZE])
        for start in range(0, len(content), _CHUNK_SIZE)
    ]
    return bytes([_SIGNATURE]) + b"".join(chunks)


def _compress_chunk(chunk: bytes) -> bytes:
    data = bytearray()
    places: dict[bytes, list[int]] = {}
    position = 0
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if position >= len(chunk):
                break
            offset, length = _longest_copy(chunk, position, places)
            if length:
                flags |= 1 << bit
                shift = 16 - _offset_bits(position)
                tokens += struct.pack("<H", (offset - 1) << shift | (length - _SHORTEST_COPY))
            else:
                tokens.append(chunk[position])
                length = 1
            for place in range(position, position + length):
                places.setdefault(chunk[place : place + _SHORTEST_COPY], []).append(place)
            position += length
        data.append(flags)
        data += tokens
    if len(data) > _CHUNK_SIZE:
        raise ValueError("content that does not get smaller")
    return struct.pack("<H", _COMPRESSED_HEADER | (len(data) + 2 - 3)) + bytes(data)


def _longest_copy(chunk: bytes, position: int, places: dict[bytes, list[int]]) -> tuple[int, int]:
    """How far back the longest copy begins, and its length; 0 and 0 if there is none.

    Of equally long ones it is the nearest: [MS-OVBA] 2.4.1.3.19.4.
    """
    limit = min(len(chunk) - position, _longest_length(position))
    best_offset = best_length = 0
    key = chunk[position : position + _SHORTEST_COPY]
    if len(key) < _SHORTEST_COPY or limit < _SHORTEST_COPY:
        return 0, 0
    for place in reversed(places.get(key, ())[-_TRIES:]):
        length = _SHORTEST_COPY
        while length < limit and chunk[place + length] == chunk[position + length]:
            length += 1
        if length > best_length:
            best_offset, best_length = position - place, length
            if length == limit:
                break
    return best_offset, best_length


def _offset_bits(position: int) -> int:
    """The bits of a copy token that hold the offset: [MS-OVBA] 2.4.1.3.19.1."""
    return max((position - 1).bit_length(), 4)


def _longest_length(position: int) -> int:
    return (0xFFFF >> _offset_bits(position)) + _SHORTEST_COPY if position else 0


def decompress(container: bytes) -> bytes:
    """The bytes that a compressed container holds.

    Raises:
        ValueError: it is no such container, or a broken one.
    """
    if not container or container[0] != _SIGNATURE:
        raise ValueError("no signature of a compressed container")
    content = bytearray()
    position = 1
    while position + 2 <= len(container):
        (header,) = struct.unpack_from("<H", container, position)
        if header & _CHUNK_SIGNATURE_MASK != _CHUNK_SIGNATURE:
            raise ValueError("no signature of a compressed chunk")
        end = position + (header & _SIZE_MASK) + 3
        if end > len(container):
            raise ValueError("a compressed chunk that is cut off")
        position += 2
        if header & _COMPRESSED_FLAG:
            content += _decompress_chunk(container[position:end])
        else:
            content += container[position:end]
        position = end
    return bytes(content)


def _decompress_chunk(data: bytes) -> bytes:
    chunk = bytearray()
    position = 0
    while position < len(data):
        flags = data[position]
        position += 1
        for bit in range(8):
            if position >= len(data):
                break
            if not flags >> bit & 1:
                chunk.append(data[position])
                position += 1
                continue
            if position + 2 > len(data):
                raise ValueError("a copy token that is cut off")
            (token,) = struct.unpack_from("<H", data, position)
            position += 2
            shift = 16 - _offset_bits(len(chunk))
            offset = (token >> shift) + 1
            length = (token & ((1 << shift) - 1)) + _SHORTEST_COPY
            # The last copy of some foreign writers runs a few bytes over the chunk's size.
            if offset > len(chunk) or len(chunk) >= _CHUNK_SIZE:
                raise ValueError("a copy token that points outside its chunk")
            for _ in range(length):
                chunk.append(chunk[-offset])
    return bytes(chunk)
