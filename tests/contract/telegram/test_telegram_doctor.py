"""What the self-check finds before the start."""

import pytest

from adapters.telegram.doctor import checks
from tests.standin.telegram import StandIn
from tests.standin.telegram.model import Member

pytestmark = pytest.mark.anyio


async def test_a_healthy_bot_passes_every_check(tg: StandIn) -> None:
    """REQUIRES ok for token, privacy, delivery, presence, kind, admin and both rights."""
    group = tg.world.group("Readers", forum=True)
    found = await checks(tg.token, tg.base_url, chats=[str(group.id)])
    assert [check.ok for check in found] == [True] * 8
    assert not any(check.remedy for check in found)
    assert "topics" in next(check.found for check in found if check.name.endswith("kind"))


async def test_each_lack_has_a_remedy(tg: StandIn) -> None:
    """REQUIRES that a missing right, a bot that is no admin, a basic group and an absent bot say what to do."""
    partly = tg.world.group("Partly", bot=Member("administrator", rights=frozenset({"can_restrict_members"})))
    plain = tg.world.group("Plain", kind="group", bot=Member("member"))
    gone = tg.world.group("Gone", bot=Member("kicked"))
    tg.world.bot.privacy = False
    found = {
        check.name: check
        for check in await checks(tg.token, tg.base_url, chats=[str(partly.id), str(plain.id), str(gone.id), "-5"])
    }
    assert found["Telegram: privacy mode"].ok is None
    assert "/setprivacy" in found["Telegram: privacy mode"].remedy
    assert "Delete messages" in found[f"Telegram: group {partly.id}: Delete messages"].remedy
    assert found[f"Telegram: group {partly.id}: Ban users"].ok is True
    assert found[f"Telegram: group {plain.id}: admin"].ok is False
    assert found[f"Telegram: group {plain.id}: kind"].ok is None
    for absent in (gone.id, -5):
        assert found[f"Telegram: group {absent}"].ok is False
        assert "Add @groupbot_test_bot" in found[f"Telegram: group {absent}"].remedy
    assert all(check.remedy for check in found.values() if check.ok is not True)


async def test_a_webhook_in_the_way_of_polling_is_seen(tg: StandIn) -> None:
    """REQUIRES that a webhook set while the settings choose polling is said, and its errors when they choose it."""
    tg.world.webhook.url = "https://bot.example/hook"
    tg.world.webhook.failure = "Connection refused"
    polling = await checks(tg.token, tg.base_url, polling=True)
    hooked = await checks(tg.token, tg.base_url, polling=False)
    assert "a webhook is set" in polling[-1].found
    assert (hooked[-1].ok, "Connection refused" in hooked[-1].found) == (False, True)


async def test_nothing_is_a_traceback(tg: StandIn) -> None:
    """REQUIRES one failed check with a remedy for a malformed token, a wrong one, and no network."""
    for token, base_url in (("no token", tg.base_url), ("42:WRONG", tg.base_url), (tg.token, "http://127.0.0.1:9")):
        (check,) = await checks(token, base_url)
        assert check.ok is False
        assert check.remedy
        assert token not in repr(check)
