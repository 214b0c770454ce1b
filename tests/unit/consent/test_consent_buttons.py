"""Buttons: bound to all that they mean, dead in time, and not to be forged in a single bit (law L12)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from string import ascii_letters, digits
from struct import pack_into

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.actions import Action
from groupbot.buttons import LASTING_LIFE, PERSONAL_LIFE, PUBLIC_LIFE, Buttons, Press, Refusal, claimed
from groupbot.people import Actor
from groupbot.store.tables import OUTBOX_HOURS

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOA, EVE = Actor("telegram", "7000001"), Actor("telegram", "7000002")
BUTTONS = Buttons(b"k" * 32)
presses = st.builds(
    Press, st.sampled_from(Action), st.integers(0, 2**31), st.integers(0, 2**16 - 1), st.integers(0, 2**32 - 1)
)


def raw(token: str) -> bytearray:
    """Return the bytes of a token."""
    return bytearray(urlsafe_b64decode(token + "=" * (-len(token) % 4)))


def written(changed: bytes | bytearray) -> str:
    """Return bytes as a token."""
    return urlsafe_b64encode(bytes(changed)).decode().rstrip("=")


@given(press=presses, public=st.booleans())
def test_a_token_opens_to_what_it_was_made_of(press: Press, *, public: bool) -> None:
    """A token is 42 characters and opens to its press: for its person, or for everybody where it is public."""
    made = Press(press.action, press.group, press.value, press.shown, public)
    token = BUTTONS.make(made, NOW, None if public else NOA)
    assert len(token) == 42
    assert set(token) <= set(ascii_letters + digits + "-_")
    assert BUTTONS.open(token, NOW, NOA) == made
    assert BUTTONS.open(token, NOW, EVE) == (made if public else Refusal.FORGED)


@given(press=presses, public=st.booleans())
def test_a_token_names_its_action(press: Press, *, public: bool) -> None:
    """What a token claims is the action that it opens to, so that a question is never passed over."""
    made = Press(press.action, press.group, press.value, press.shown, public)
    assert claimed(BUTTONS.make(made, NOW, None if public else NOA)) == press.action


@given(st.text())
def test_no_text_breaks_the_look_at_a_claim(text: str) -> None:
    """Whatever comes as a token, a claim is read of it or none: nothing is raised."""
    assert 0 <= claimed(text) < 0x80


@given(presses)
def test_every_flipped_bit_is_refused(press: Press) -> None:
    """Not one of the bits of a token can be changed."""
    token = raw(BUTTONS.make(press, NOW, NOA))
    for bit in range(len(token) * 8):
        changed = bytearray(token)
        changed[bit // 8] ^= 1 << bit % 8
        assert BUTTONS.open(written(changed), NOW, NOA) is Refusal.FORGED


@pytest.mark.parametrize(
    ("kind", "at", "other"),
    [("B", 1, Action.SAVE), ("H", 2, 15), ("I", 4, 99), ("I", 8, 2**32 - 1), ("I", 12, 1), ("B", 1, 0x80 | 10)],
    ids=["action", "value", "group", "expiry", "shown", "made public"],
)
def test_every_swapped_part_is_refused(kind: str, at: int, other: int) -> None:
    """Action, value, group, expiry and fingerprint cannot be exchanged, and a personal button not made public."""
    token = raw(BUTTONS.make(Press(Action.WITHDRAW, 5, 0, 7), NOW, NOA))
    pack_into(f">{kind}", token, at, other)
    assert BUTTONS.open(written(token), NOW, NOA) is Refusal.FORGED


@pytest.mark.parametrize("other", [EVE, Actor("discord", NOA.id), Actor("telegra", "m7000001")])
def test_another_person_is_refused(other: Actor) -> None:
    """A personal button opens for nobody else, on no other platform, and not for who only reads alike."""
    assert BUTTONS.open(BUTTONS.make(Press(Action.SAVE, 5), NOW, NOA), NOW, other) is Refusal.FORGED


def test_another_deployment_is_refused() -> None:
    """A button of another deployment opens nothing."""
    assert Buttons(b"x" * 32).open(BUTTONS.make(Press(Action.SAVE, 5), NOW, NOA), NOW, NOA) is Refusal.FORGED


@given(st.text(max_size=80))
def test_rubbish_is_refused(token: str) -> None:
    """Whatever text comes in place of a token, it is refused and nothing fails."""
    assert BUTTONS.open(token, NOW, NOA) is Refusal.FORGED


@given(presses, st.integers(0, 41), st.text(alphabet=ascii_letters + "=", min_size=1, max_size=4))
def test_cut_and_padded_tokens_are_refused(press: Press, kept: int, more: str) -> None:
    """A token cut short, lengthened or padded is none."""
    token = BUTTONS.make(press, NOW, NOA)
    assert BUTTONS.open(token[:kept], NOW, NOA) is Refusal.FORGED
    assert BUTTONS.open(token + more, NOW, NOA) is Refusal.FORGED


@given(presses)
def test_one_meaning_one_token(press: Press) -> None:
    """Another spelling of the same bytes (spare bits, the other alphabet, blanks) is refused."""
    token = BUTTONS.make(press, NOW, NOA)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet.index(token[-1])
    spellings = {token[:-1] + alphabet[last ^ spare] for spare in range(1, 4)} | {f" {token}", f"{token}\n"}
    spellings |= {token.replace("-", "+").replace("_", "/")} - {token}
    assert all(BUTTONS.open(spelling, NOW, NOA) is Refusal.FORGED for spelling in spellings)


def test_a_lasting_button_outlives_an_answer_that_waited() -> None:
    """REQUIRES that a lasting button holds for a day beyond the two days that an answer may wait, and ends then."""
    token = BUTTONS.make(Press(13, 7), NOW, NOA, lasting=True)
    waited = timedelta(hours=OUTBOX_HOURS)
    assert waited + PERSONAL_LIFE <= LASTING_LIFE
    assert isinstance(BUTTONS.open(token, NOW + waited, NOA), Press)
    assert BUTTONS.open(token, NOW + LASTING_LIFE, NOA) is Refusal.EXPIRED


@pytest.mark.parametrize(("public", "life"), [(False, PERSONAL_LIFE), (True, PUBLIC_LIFE)])
def test_expiry_to_the_minute(life: timedelta, *, public: bool) -> None:
    """A button lives to the end of its last minute and not a moment longer."""
    token = BUTTONS.make(Press(Action.NOTICE, 5, public=public), NOW, None if public else NOA)
    assert isinstance(BUTTONS.open(token, NOW + life - timedelta(microseconds=1), NOA), Press)
    assert BUTTONS.open(token, NOW + life, NOA) is Refusal.EXPIRED
