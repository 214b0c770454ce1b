"""Texts are measured, cleaned and searched as Telegram does it."""

import pytest
from aiogram.types import MessageEntity as TypedEntity
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, MessageEntity
from telegram.error import BadRequest

from tests.standin.telegram import StandIn
from tests.standin.telegram.entities import cut, find, formatted, units

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("ask @noa_h today", "mention", "@noa_h"),
        ("see https://en.wikipedia.org/wiki/Canvassing.", "url", "https://en.wikipedia.org/wiki/Canvassing"),
        ("see evil.com/x?y=1, please", "url", "evil.com/x?y=1"),
        ("see t.me/joinchat", "url", "t.me/joinchat"),
        ("see tg://resolve?domain=noa", "url", "tg://resolve?domain=noa"),
        ("see \u2068evil.com\u2069", "url", "evil.com"),
        ("see אתר.ישראל", "url", "אתר.ישראל"),
        ("or x/@noa_h", "mention", "@noa_h"),
        ("mail a.b@example.org", "email", "a.b@example.org"),
        ("use /withdraw@groupbot now", "bot_command", "/withdraw@groupbot"),
        ("a #שלום b", "hashtag", "#שלום"),
        ("buy $TON", "cashtag", "$TON"),
        ("call +972 52 123 4567", "phone_number", "+972 52 123 4567"),
        ("😀😀 @noa_h", "mention", "@noa_h"),
    ],
)
async def test_plain_text_becomes_more(tg: StandIn, bot: Bot, text: str, kind: str, piece: str) -> None:
    """A test of hostile names REQUIRES what Telegram itself turns into links, mentions and commands."""
    noa = tg.world.person("noa", started=True)
    message = await bot.send_message(noa.id, text)
    assert noa.inbox[-1].spans(kind) == [piece]
    assert list(message.parse_entities([kind]).values()) == [piece]


@pytest.mark.parametrize("text", ["a/b", "12:30", "file.txt", "1/2", "a@b", "e.g. this", "U.S.A", "$5", "#1", "v1.2.3"])
def test_ordinary_words_stay_words(text: str) -> None:
    """Text without links REQUIRES no entities."""
    assert find(text) == []


@given(st.text(alphabet="a@/.:#$+19 \n😀כcom\u2068-_", max_size=60))
def test_what_is_found_lies_apart_and_inside(text: str) -> None:
    """What is found in any text REQUIRES to lie inside it, whole characters only, no two overlapping."""
    end = 0
    for entity in find(text):
        assert entity.offset >= end
        assert cut(text, entity)
        end = entity.offset + entity.length
    assert end <= units(text)


@given(st.text(alphabet="ab😀\u202e\r\u0333 \u2068", min_size=1, max_size=12), st.data())
def test_marks_keep_what_they_cover(text: str, data: st.DataObject) -> None:
    """A mark REQUIRES to cover the same characters after cleaning, without those that were dropped."""
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    mark = TypedEntity(type="code", offset=units(text[:start]), length=units(piece))
    shown, marks = formatted(text, [mark])
    kept = "".join(each for each in piece if each not in "\u202e\r\u0333")
    if kept.strip():
        assert [cut(shown, each) for each in marks if each.type == "code"] in ([kept], [kept.rstrip()])


async def test_code_silences(tg: StandIn, bot: Bot) -> None:
    """A hostile name in a code entity REQUIRES that nothing in it is found, in UTF-16 units."""
    noa = tg.world.person("noa", started=True)
    name = "😀 @admin evil.com /ban"
    code = MessageEntity("code", 6, len(name) + 1)
    await bot.send_message(noa.id, f"Hello {name}", entities=[code])
    post = noa.inbox[-1]
    assert post.spans("code") == [name]
    assert [post.spans(kind) for kind in ("mention", "url", "bot_command")] == [[], [], []]


async def test_bidi_overrides_are_dropped_and_entities_follow(tg: StandIn, bot: Bot) -> None:
    """What the server removes from a text REQUIRES the entities after it to move."""
    noa = tg.world.person("noa", started=True)
    await bot.send_message(noa.id, "\u202ea\u2068b\u2069 c\u0000d  ", entities=[MessageEntity("bold", 6, 3)])
    assert noa.inbox[-1].text == "a\u2068b\u2069 c d"
    assert noa.inbox[-1].spans("bold") == ["c d"]


@pytest.mark.parametrize(
    ("text", "entity", "complaint"),
    [
        ("", None, "message text is empty"),
        (" \n\u202e", None, "text must be non-empty"),
        ("😀" * 2049, None, "message is too long"),
        ("ab", ("code", 1, 2), "lies outside the text"),
        ("ab", ("code", 0, 0), "lies outside the text"),
        ("a😀", ("code", 0, 2), "splits a surrogate pair"),
        ("ab", ("glow", 0, 1), "unsupported type"),
    ],
)
async def test_bad_texts_are_refused(
    tg: StandIn, bot: Bot, text: str, entity: tuple[str, int, int] | None, complaint: str
) -> None:
    """A text REQUIRES 1 to 4,096 UTF-16 units and entities that fit it."""
    noa = tg.world.person("noa", started=True)
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.send_message(noa.id, text, entities=[MessageEntity(*entity)] if entity else None)


async def test_the_longest_text_passes(tg: StandIn, bot: Bot) -> None:
    """Exactly 4,096 units REQUIRE to be accepted."""
    noa = tg.world.person("noa", started=True)
    await bot.send_message(noa.id, "😀" * 2048)
    assert len(noa.inbox) == 1


async def test_entities_beyond_the_hundredth_are_refused(tg: StandIn, bot: Bot) -> None:
    """A text REQUIRES at most 100 entities, for Telegram would drop the others without a word."""
    noa = tg.world.person("noa", started=True)
    marks = [MessageEntity("code", offset, 1) for offset in range(101)]
    await bot.send_message(noa.id, "a" * 101, entities=marks[:100])
    with pytest.raises(BadRequest, match="forgets the others"):
        await bot.send_message(noa.id, "a" * 101, entities=marks)


async def test_the_same_marks_are_no_change(tg: StandIn, bot: Bot) -> None:
    """An edit REQUIRES another text or other marks, also where both carry entities."""
    noa = tg.world.person("noa", started=True)
    sent = await bot.send_message(noa.id, "a evil.com", entities=[MessageEntity("code", 0, 1)])
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("a evil.com", noa.id, sent.message_id, entities=[MessageEntity("code", 0, 1)])
    await bot.edit_message_text("a evil.com", noa.id, sent.message_id, entities=[MessageEntity("code", 0, 10)])
    assert noa.inbox[-1].spans("url") == []


async def test_a_caption_is_shorter(tg: StandIn, bot: Bot) -> None:
    """A caption REQUIRES at most 1,024 units, a file at least one byte."""
    noa = tg.world.person("noa", started=True)
    await bot.send_document(noa.id, b"{}", filename="a.json", caption="c" * 1024)
    await bot.send_photo(noa.id, b"png")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(noa.id, b"{}", filename="a.json", caption="c" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(noa.id, b"", filename="a.json")
