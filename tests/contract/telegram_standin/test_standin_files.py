"""Files that people send to the bot, and rooms that are closed to it."""

import httpx2
import pytest
from telegram import Bot
from telegram.error import BadRequest

from tests.standin.telegram import Member, StandIn
from tests.standin.telegram.methods_files import MOST

pytestmark = pytest.mark.anyio


async def test_a_file_is_had_from_the_file_host_with_the_token_alone(tg: StandIn, bot: Bot) -> None:
    """A file REQUIRES its id from the update, the path from getFile, and the bot's token on the way."""
    noa = tg.world.person("noa", started=True)
    await noa.sends(b"policy: 1\n", name="ours.yaml", kind="text/yaml")
    (update,) = await bot.get_updates()
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("ours.yaml", "text/yaml", 10)
    told = await bot.get_file(document.file_id)
    path = str(told.file_path).partition("/file/bot")[2].partition("/")[2]
    host = tg.base_url.removesuffix("/bot")
    async with httpx2.AsyncClient() as client:
        assert (await client.get(f"{host}/file/bot{tg.token}/{path}")).content == b"policy: 1\n"
        assert (await client.get(f"{host}/file/bot42:WRONG/{path}")).status_code == 404
        assert (await client.get(f"{host}/file/bot{tg.token}/documents/other")).status_code == 404


async def test_a_file_that_is_unknown_or_too_large_is_refused(tg: StandIn, bot: Bot) -> None:
    """Asking for a file REQUIRES an id that was given out, and at most 20 MB."""
    tg.world.files["large"] = b"x" * (MOST + 1)
    for number, complaint in (("large", "file is too big"), ("other", "wrong file_id")):
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await bot.get_file(number)


async def test_a_silent_group_takes_words_from_admins_only(tg: StandIn, bot: Bot) -> None:
    """A group whose members may not write REQUIRES admin status, and says so in its permissions."""
    group = tg.world.group("editors", bot=Member("member"))
    group.silent = True
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.send_message(group.id, "no")
    permissions = (await bot.get_chat(group.id)).permissions
    assert permissions is not None
    assert permissions.can_send_messages is False
    group.members[tg.world.bot.id] = Member("administrator")
    await bot.send_message(group.id, "yes")
    assert [post.text for post in group.messages] == ["yes"]


async def test_a_closed_topic_takes_words_from_who_manages_topics(tg: StandIn, bot: Bot) -> None:
    """A closed topic, the general one too, REQUIRES the right to manage topics."""
    forum = tg.world.group("editors", forum=True, bot=Member("administrator"))
    desk = tg.world.topic(forum, "desk")
    forum.closed |= {1, desk}
    for thread in (None, desk):
        with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
            await bot.send_message(forum.id, "no", message_thread_id=thread)
    forum.members[tg.world.bot.id] = Member("administrator", rights=frozenset({"can_manage_topics"}))
    await bot.send_message(forum.id, "yes", message_thread_id=desk)
    assert forum.messages[-1].text == "yes"
