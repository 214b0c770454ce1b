"""What each kind of update means, from payloads as Telegram writes them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from groupbot.events import (
    BotAdded,
    ButtonPressed,
    CommandGiven,
    Event,
    JoinNoticed,
    MemberJoined,
    MemberLeft,
    MessagePosted,
)
from groupbot.people import ActorKind, Chat, MessageRef, Origin, Place
from tests.unit.telegram.conftest import ADA, AT, GROUP, Say, Translate

PRIVATE = {"id": ADA["id"], "type": "private", "first_name": "Ada"}


def only(events: tuple[Event, ...]) -> Any:
    (event,) = events
    return event


def test_a_message_carries_text_time_person_and_place(translated: Translate, say: Say) -> None:
    """REQUIRES an aware UTC time, the full name, the platform's language tag, and the group with its title."""
    event = only(translated("message", say("hello")))
    assert isinstance(event, MessagePosted)
    assert (event.text, event.at) == ("hello", datetime.fromtimestamp(AT, UTC))
    assert (event.actor.name, event.actor.language, event.actor.kind) == ("Ada L", "he", ActorKind.PERSON)
    assert event.place == Place(Chat("telegram", "-1001"), "", "Readers")


def test_a_caption_is_text_and_a_picture_without_one_is_a_message(translated: Translate, say: Say) -> None:
    """REQUIRES that whoever sends only a picture has written, and that captions are read."""
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert only(translated("message", say(photo=photo, caption="see"))).text == "see"
    assert only(translated("message", say(photo=photo))).text == ""


def test_service_messages_are_nobodys_words(translated: Translate, say: Say) -> None:
    """REQUIRES no event for a new title or a pinned message."""
    assert translated("message", say(new_chat_title="Other")) == ()
    assert translated("message", say(pinned_message=say("x"))) == ()


def test_a_thread_is_a_topic_only_in_forums(translated: Translate, say: Say) -> None:
    """REQUIRES that message_thread_id of a chain of replies is not taken for a topic."""
    assert only(translated("message", say("x", message_thread_id=9))).place.thread == ""
    assert only(translated("message", say("x", message_thread_id=9, is_topic_message=True))).place.thread == "9"


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/notice", "notice", ""),
        ("/Notice@Our_Bot  a b ", "notice", "a b"),
        ("/start param", "start", "param"),
        ("/language\nhe", "language", "he"),
    ],
)
def test_commands_are_read_without_slash_and_name(
    translated: Translate, say: Say, text: str, command: str, argument: str
) -> None:
    """REQUIRES lower case, our own name dropped in any case, and a trimmed argument."""
    event = only(translated("message", say(text)))
    assert isinstance(event, CommandGiven)
    assert (event.command, event.argument) == (command, argument)
    assert event.origin == Origin(chat="-1001", message="3")


@pytest.mark.parametrize("text", ["/notice@other_bot", "/notice@our_bot2"])
def test_commands_for_others_are_ignored(translated: Translate, say: Say, text: str) -> None:
    """REQUIRES no event at all for a command addressed to another bot."""
    assert translated("message", say(text)) == ()


def test_a_slash_that_telegram_shows_as_no_command_is_text(translated: Translate, say: Say) -> None:
    """REQUIRES that only the platform's own entity, at the very start, makes a command."""
    plain = say("/notice")
    del plain["entities"]
    later = say("see /notice")
    later["entities"] = [{"type": "bot_command", "offset": 4, "length": 7}]
    assert isinstance(only(translated("message", plain)), MessagePosted)
    assert isinstance(only(translated("message", later)), MessagePosted)


def test_a_forwarded_command_is_not_given_again(translated: Translate, say: Say) -> None:
    """REQUIRES that forwarding somebody's /withdraw withdraws nothing."""
    origin = {"type": "hidden_user", "date": AT, "sender_user_name": "Bo"}
    assert isinstance(only(translated("message", say("/withdraw", forward_origin=origin))), MessagePosted)


def test_an_edit_is_never_a_command_and_has_a_key_of_its_own(translated: Translate, say: Say) -> None:
    """REQUIRES that an edited command is words, at the time of the edit."""
    event = only(translated("edited_message", say("/withdraw", edit_date=AT + 9)))
    assert isinstance(event, MessagePosted)
    assert (event.key, event.at) == (f"update:7:{AT + 9}", datetime.fromtimestamp(AT + 9, UTC))


def test_start_in_private_is_a_press_only_with_a_parameter(translated: Translate, say: Say) -> None:
    """REQUIRES the deep link's token as a press without query, so that it can be answered in private."""
    press = only(translated("message", say("/start t0-k_en", chat=PRIVATE)))
    assert isinstance(press, ButtonPressed)
    assert (press.token, press.origin.press, press.place) == ("t0-k_en", "", Place())
    assert isinstance(only(translated("message", say("/start", chat=PRIVATE))), CommandGiven)


def test_keys_survive_redelivery_and_differ_after_a_restart_of_ids(translated: Translate, say: Say) -> None:
    """REQUIRES the same key for the same update, another when the id comes again with another date."""
    first = only(translated("message", say("x"))).key
    assert only(translated("message", say("x"))).key == first
    assert only(translated("message", say("x", date=AT + 700_000))).key != first


def press(**more: Any) -> dict[str, Any]:
    return {"id": "991", "from": ADA, "chat_instance": "1", "data": "tok"} | more


def test_a_press_under_an_old_message_still_counts(translated: Translate) -> None:
    """REQUIRES place and origin also where Telegram no longer gives the message (date 0)."""
    event = only(translated("callback_query", press(message={"chat": GROUP, "message_id": 3, "date": 0})))
    assert event.origin == Origin("991", "-1001", "3")
    assert event.place.chat == Chat("telegram", "-1001")


def test_a_press_on_an_ephemeral_screen_names_the_ephemeral_message(translated: Translate, say: Say) -> None:
    """REQUIRES the ephemeral id and its mark, since message_id is 0 there."""
    event = only(translated("callback_query", press(message=say("x", message_id=0, ephemeral_message_id=77))))
    assert event.origin == Origin("991", "-1001", "77", ephemeral=True)


def test_a_press_without_our_data_or_message_is_no_event(translated: Translate, say: Say) -> None:
    """REQUIRES silence about game buttons and inline messages, which are none of ours."""
    game = press(message=say("x"), game_short_name="g")
    del game["data"]
    assert translated("callback_query", game) == ()
    assert translated("callback_query", press(inline_message_id="i")) == ()


def test_an_anonymous_admins_press_is_the_persons_own(translated: Translate, say: Say) -> None:
    """REQUIRES the real person as presser: their rights are read by their id."""
    event = only(translated("callback_query", press(message=say("x"))))
    assert (event.actor.id, event.actor.kind) == (str(ADA["id"]), ActorKind.PERSON)


def test_a_bot_is_told_apart(translated: Translate, say: Say) -> None:
    """REQUIRES kind BOT for other bots' words."""
    other = {"id": 8, "is_bot": True, "first_name": "Other"}
    assert only(translated("message", say("x", **{"from": other}))).actor.kind is ActorKind.BOT


def test_several_come_with_one_message_and_we_are_not_among_them(translated: Translate, say: Say) -> None:
    """REQUIRES one event and key per newcomer of a service message, none for the bot itself, and one for its notice."""
    bo = ADA | {"id": 6}
    us = {"id": 42, "is_bot": True, "first_name": "We"}
    events = translated("message", say(new_chat_members=[ADA, us, bo]))
    assert [type(event) for event in events] == [MemberJoined, MemberJoined, JoinNoticed]
    assert len({event.key for event in events}) == 3
    assert [type(event) for event in translated("message", say(new_chat_members=[ADA]), hears=True)] == [JoinNoticed]
    assert translated("message", say(new_chat_members=[us])) == ()
    assert translated("message", say(left_chat_member=us)) == ()


def test_who_leaves_by_message_and_who_is_removed(translated: Translate, say: Say) -> None:
    """REQUIRES removed=True only where somebody else did it."""
    left, notice = translated("message", say(left_chat_member=ADA))
    removed, _ = translated("message", say(left_chat_member=ADA, **{"from": ADA | {"id": 6}}))
    assert isinstance(left, MemberLeft)
    assert isinstance(removed, MemberLeft)
    assert isinstance(notice, JoinNoticed)
    assert notice.message == MessageRef("-1001", "3")
    assert (left.removed, removed.removed) == (False, True)


def changed(old: dict[str, Any], new: dict[str, Any], **more: Any) -> dict[str, Any]:
    who = {"user": ADA}
    return {
        "chat": GROUP,
        "from": ADA,
        "date": AT,
        "old_chat_member": who | old,
        "new_chat_member": who | new,
    } | more


def test_an_anonymous_admin_who_adds_the_bot_is_nobody_in_person(translated: Translate) -> None:
    """REQUIRES the group itself as actor where Telegram shows its stand-in user."""
    stand_in = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    body = changed({"status": "left"}, {"status": "member"}, **{"from": stand_in})
    event = only(translated("my_chat_member", body))
    assert isinstance(event, BotAdded)
    assert (event.actor.kind, event.actor.id) == (ActorKind.ANONYMOUS_ADMIN, "-1001")


def test_channels_and_private_chats_are_no_groups(translated: Translate) -> None:
    """REQUIRES no event for membership outside of groups."""
    channel = {"id": -1_009, "type": "channel", "title": "News"}
    for chat in (channel, PRIVATE):
        body = changed({"status": "left"}, {"status": "member"}, chat=chat)
        assert translated("my_chat_member", body) == ()
        assert translated("chat_member", body) == ()


def test_kinds_that_were_not_asked_for_are_no_events(translated: Translate) -> None:
    """REQUIRES that an update of another kind passes without harm."""
    assert translated("poll_answer", {"poll_id": "1", "user": ADA, "option_ids": [], "option_persistent_ids": []}) == ()
