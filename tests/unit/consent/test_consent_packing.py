"""What is sealed of a consent is a stream like any other, and its length tells nothing new."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.consent.packing import packed
from groupbot.vault.boxes import BUCKETS, LENGTH_BYTES

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
