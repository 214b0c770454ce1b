"""What is sealed of a consent is a stream like any other, and its length tells nothing new."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.consent.packing import _compressed, packed
from groupbot.vault.boxes import BUCKETS, LENGTH_BYTES
from tests.counted import Counted

OWN = st.one_of(st.binary(max_size=300), st.integers(0, 70_000).map(bytes))
SHARED = st.one_of(st.just(b""), st.binary(max_size=50), st.text(max_size=2000).map(str.encode))


@given(OWN, SHARED)
def test_any_reader_of_zlib_opens_it(own: bytes, shared: bytes) -> None:
    """REQUIRES that a plain zlib reader gets both parts back, checked by the sum at the end, of whatever length."""
    stream = packed(own, shared)
    assert zlib.decompress(stream) == own + shared
    with pytest.raises(zlib.error):
        zlib.decompress(stream[:-1] + bytes((stream[-1] ^ 1,)))


@given(st.binary(max_size=400))
def test_what_is_not_compressed_is_sealed_at_the_length_it_would_have(own: bytes) -> None:
    """REQUIRES that leaving a small value uncompressed never makes its box larger than compressing it would."""
    boxed, compressed = (len(each) + LENGTH_BYTES for each in (packed(own), zlib.compress(own, zlib.Z_BEST_SPEED)))
    assert boxed <= max(compressed, BUCKETS[0])


def test_what_one_person_has_of_their_own_stays_out_of_what_is_kept() -> None:
    """REQUIRES that two records of one notice differ only where their own parts stand, and in the sum at the end."""
    notice = b'"pages":["words of a notice, and more words of a notice"]}' * 20
    one, other = packed(b'{"id":"1",', notice), packed(b'{"id":"2",', notice)
    assert [at for at in range(len(one) - 4) if one[at] != other[at]] == [one.index(b'"1"') + 1]


def test_what_is_small_stands_as_it_is() -> None:
    """REQUIRES that up to 240 bytes stand uncompressed in the stream, by themselves and before what is shared."""
    assert packed(b"a" * 240)[:7] == b"\x58\x09\x01\xf0\x00\x0f\xff"
    assert packed(b"a" * 240)[7:247] == b"a" * 240
    assert packed(b"a" * 240, b"b")[:7] == b"\x58\x09\x00\xf0\x00\x0f\xff"
    assert len(packed(b"a" * 241)) < 30


def test_a_reader_needs_no_more_memory_than_the_stream_says() -> None:
    """REQUIRES that nothing refers further back than the 8 KiB of the window that the header names."""
    far = Counted().bytes(9000) * 2
    for own, shared in ((b"own", far), (b"a" * 241, far), (far, b"")):
        stream = packed(own, shared)
        reader = zlib.decompressobj(wbits=0)
        read, left = b"", stream
        while left:
            read += reader.decompress(left, 64)
            left = reader.unconsumed_tail
        assert read + reader.flush() == own + shared


def test_no_more_notices_are_kept_than_so_many() -> None:
    """REQUIRES that a bot of many groups keeps 256 compressed notices, and not one for each text it ever had."""
    assert _compressed.cache_info().maxsize == 256
