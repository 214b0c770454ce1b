"""What people type as their user name, and what a wiki makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.wiki.names import Fault, NotAName, wiki_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("alice", "Alice"),
        ("  Alice_of__the\u00a0Meadow ", "Alice of the Meadow"),
        ("User:alice", "Alice"),
        ("user : alice", "Alice"),
        (":User:Alice", "Alice"),
        ("[[User:Alice|Alice (talk)]]", "Alice"),
        ("@alice", "Alice"),
        ("User:@lice", "@lice"),
        ("משתמש:דן", "דן"),
        ("משתמשת:דנה", "דנה"),
        ("مستخدم:سلمى", "سلمى"),
        ("用户:小明", "小明"),
        ("使用者:小明", "小明"),
        ("Benutzerin:Ödön", "Ödön"),
        ("utilisateur:élise", "Élise"),
        ("Usuario:ñandú", "Ñandú"),
        ("Участница:анна", "Анна"),
        ("\u2068Alice\u2069\u200e", "Alice"),
        ("e\u0301lise", "Élise"),
        ("ßeta", "ßeta"),
        ("გიორგი", "გიორგი"),
        ("ჿა", "ჿა"),
        ("ა", "ა"),
        ("Foo:Bar", "Foo:Bar"),
        ("~2026-12345-6", "~2026-12345-6"),
        ("50% more", "50% more"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_a_name_is_brought_into_the_form_of_the_wiki(typed: str, name: str) -> None:
    """REQUIRES that what people type, in any shipped language, becomes the name as the wiki has it."""
    assert wiki_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        *[(typed, Fault.EMPTY) for typed in ("", " ", "User:", "[[]]", "@", "\u200e", "_", ".", "..")],
        *[(typed, Fault.ADDRESS) for typed in ("192.0.2.1", "192.0.2.0/24", "2001:db8::1", "::1", "User:192.0.2.1")],
        *[(typed, Fault.SUBPAGE) for typed in ("User:Alice/sandbox", "a/b")],
        *[(f"Al{sign}ice", Fault.SIGN) for sign in "#<>[]{}|\x00\x7f\ud800\ue000\ufffd"],
        *[(typed, Fault.SIGN) for typed in ("Al%41ice", "Al&amp;ice", "Al&#65;ice", "~~~", "A~~~~")],
        *[(typed, Fault.LONG) for typed in ("a" * 256, "א" * 128, "a" * 601)],
    ],
)
def test_what_no_account_can_be_called_is_refused_and_says_why(typed: str, fault: Fault) -> None:
    """REQUIRES that each kind of impossible name is told apart, and that the refusal repeats nothing typed."""
    with pytest.raises(NotAName) as refused:
        wiki_name(typed)
    assert refused.value.fault is fault
    assert str(refused.value) == f"no account can be called so: {fault}"


@pytest.mark.parametrize("typed", ["a" * 255, "א" * 127])
def test_the_longest_name_is_taken(typed: str) -> None:
    """REQUIRES that a name of exactly the most bytes a wiki takes is none too long."""
    assert wiki_name(typed).casefold() == typed


@given(st.text(max_size=80) | st.text("us er:_[]|@\u200e:אÉß1.", max_size=20))
def test_the_form_of_the_wiki_is_stable(typed: str) -> None:
    """REQUIRES that any text at all either is refused as no name, or becomes one that holds no stray sign."""
    try:
        name = wiki_name(typed)
    except NotAName:
        return
    assert name == name.strip()
    assert not set("_#<>[]{}|/\n\u200e\u2068") & set(name)
    assert len(name.encode()) <= 255
