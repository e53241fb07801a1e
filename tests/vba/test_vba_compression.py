"""Compression against the specification's worked examples, and against itself."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlscorecard.formats.vba.compression import compress, decompress

# [MS-OVBA] 3.2.1 to 3.2.3, as published now. Older revisions have 30, 10 and 3C where 3.2.2 now has
# 20, 00 and 2C: equally long copies from farther back, which 2.4.1.3.19.4 would not choose.
EXAMPLES = {
    "no compression": (
        b"abcdefghijklmnopqrstuv.",
        "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
    ),
    "normal compression": (
        b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 20 "
        "6D 6E 6F 70 06 71 02 70 04 00 72 73 74 75 76 10 77 78 79 7A 00 2C",
    ),
    "maximum compression": (b"a" * 73, "01 03 B0 02 61 45 00"),
}
OLDER_NORMAL = (
    "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 "
    "6D 6E 6F 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
)
WORDS = st.sampled_from([b"Sub ", b"End Sub\r\n", b"    ", b"Dim value As Long\r\n", b"' \x80\xfc"])
TEXT = st.lists(WORDS | st.binary(max_size=6), max_size=1500).map(b"".join)


@pytest.mark.parametrize(("plain", "compressed"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_of_the_specification_come_out_byte_for_byte(
    plain: bytes, compressed: str
) -> None:
    assert compress(plain) == bytes.fromhex(compressed)
    assert decompress(bytes.fromhex(compressed)) == plain


def test_the_example_of_older_revisions_is_read_too() -> None:
    plain, _ = EXAMPLES["normal compression"]
    assert decompress(bytes.fromhex(OLDER_NORMAL)) == plain


@given(TEXT)
def test_text_comes_back_as_it_was(text: bytes) -> None:
    assert decompress(compress(text)) == text


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4095, 4096, 4097, 8192, 8193])
def test_the_edges_of_a_chunk_lose_nothing(size: int) -> None:
    text = bytes(32 + number * number % 60 for number in range(size))
    assert decompress(compress(text)) == text


def test_no_chunk_is_raw() -> None:
    container = compress(b"Range(1).Value = 2\r\n" * 1000)
    starts = [1]
    while starts[-1] < len(container):
        header = int.from_bytes(container[starts[-1] : starts[-1] + 2], "little")
        # [MS-OVBA] 2.4.1.1.5: the flag of compression, and the signature 0b011.
        assert header >> 12 == 0b1011
        starts.append(starts[-1] + (header & 0x0FFF) + 3)
    assert starts[-1] == len(container)
    assert len(list(pairwise(starts))) == 5  # 20,000 bytes in chunks of 4,096


def test_what_does_not_get_smaller_is_refused() -> None:
    with pytest.raises(ValueError, match="content that does not get smaller"):
        compress(random.Random(1).randbytes(4096))


def test_a_raw_chunk_is_read() -> None:
    raw = random.Random(1).randbytes(4096)
    # [MS-OVBA] 2.4.1.3.10: the header 0x3FFF, and 4,096 bytes as they are.
    assert decompress(b"\x01\xff\x3f" + raw) == raw


def test_a_last_copy_that_runs_over_the_chunks_size_is_read() -> None:
    # Against [MS-OVBA] 2.4.1.1.4, but in a public workbook of EPPlus' tests, which olevba reads
    # in this way: here a byte and a copy of 4,098 more.
    assert decompress(b"\x01\x03\xb0\x02\x61\xff\x0f") == b"a" * 4099


@pytest.mark.parametrize(
    ("container", "message"),
    [
        (b"", "no signature of a compressed container"),
        (b"\x02\x03\xb0\x02\x61\x45\x00", "no signature of a compressed container"),
        (b"\x01\x03\x80\x02\x61\x45\x00", "no signature of a compressed chunk"),
        (b"\x01\x03\xb0\x02\x61\x45", "a compressed chunk that is cut off"),
        (b"\x01\x02\xb0\x02\x61\x45", "a copy token that is cut off"),
        (b"\x01\x03\xb0\x02\x61\x45\x10", "a copy token that points outside its chunk"),
    ],
)
def test_a_broken_container_is_refused(container: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        decompress(container)
