"""The ways that many scripts walk: from the group's line to the choice, and through it."""

from contextlib import suppress

from groupbot.policy.errors import PolicyErrors
from tests.conversation.opening import EXAMPLES, real_bot
from tests.conversation.stage import GROUP, Seen, Stage, plain

ABOUT_PEOPLE = ("consent_record", "consent_grant", "language_choice", "vault.people", "erase_job", "outbox")


async def opens_the_choice(stage: Stage, who: str, group: str = GROUP) -> None:
    """Go from the group's line to the screen of toggles."""
    await stage.presses_line(who, group)
    while not await stage.offers(who, "button-save"):
        steps = [key for key in ("button-next-page", "button-read", "button-age-yes") if await stage.offers(who, key)]
        assert steps, f"no way on from {(await last(stage, who)).text!r}"
        await stage.presses(who, steps[0])


async def agrees(stage: Stage, who: str, *purposes: str, group: str = GROUP) -> None:
    """Go the whole way and save a choice of these purposes."""
    await opens_the_choice(stage, who, group)
    for purpose in purposes:
        await stage.presses(who, f"purpose-{purpose}")
    await stage.presses(who, "button-save")


async def last(stage: Stage, who: str) -> Seen:
    """Return the newest message that somebody sees in private."""
    return (await stage.sees(who))[-1]


async def screens(stage: Stage, who: str) -> list[Seen]:
    """Return what somebody sees in private, without the short note that a button is not theirs."""
    note = plain(real_bot().label(stage.language, "button-forged")).rstrip("…")
    return [seen for seen in await stage.sees(who) if not plain(seen.text).startswith(note)]


async def hears(stage: Stage, who: str) -> str:
    """Return the newest message's words, without the marks that keep its direction."""
    return plain((await last(stage, who)).text)


async def about_people(stage: Stage) -> dict[str, int]:
    """Count the rows that can be about a person, by table; a table that is not there has none."""
    rows = await stage.rows()
    return {table: len(rows.get(table, ())) for table in ABOUT_PEOPLE}


async def tries_policy(stage: Stage, name: str) -> None:
    """Put a policy in force, or let it be refused."""
    with suppress(PolicyErrors):
        await stage.policy(name)


def written(example: str, **changes: str) -> str:
    """Return a shipped example's text with some of its words replaced; keys are words in it, `_` for a blank."""
    text = (EXAMPLES / f"{example}.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        before = f"{old}: "
        assert before in text, f"{example} does not say {before!r}"
        start = text.index(before) + len(before)
        text = text[:start] + new + text[text.index("\n", start) :]
    return text
