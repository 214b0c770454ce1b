"""Five defects that the crash lane must catch: each is put into a child process that has the real code in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import sqlalchemy as sa

from adapters.telegram.poll import Poller
from groupbot.appeals import rules
from groupbot.appeals.model import Appeal
from groupbot.performer import Performer
from groupbot.store import erasure, inbox, outbox
from groupbot.store.unit import Unit
from groupbot.vault.vault import Vault


def confirm_before_commit() -> None:
    """Let the window take an update for committed as soon as it is in hand."""
    handle = Poller._handle

    async def hasty(self: Poller, raw: dict[str, Any], number: int) -> None:
        self._window.settle(number)
        await handle(self, raw, number)

    _put(Poller, "_handle", hasty)


def no_inbox_key() -> None:
    """Remember no event, and recognise none."""

    def never(_unit: Unit, _platform: str, _key: str) -> bool:
        return False

    def nothing(*_arguments: Any) -> None:
        return None

    _put(inbox, "seen", never)
    _put(inbox, "remember", nothing)


def sent_before_sending() -> None:
    """Strike an answer off the outbox before the platform has taken it."""
    deliver = Performer._deliver

    async def hasty(self: Performer, platform: str, row_id: bytes, *, fresh: bool) -> object:
        effect = await self.store.read(partial(outbox.find, row_id=row_id))
        if effect is not None:
            await self.store.write(partial(outbox.done, row_id=row_id))
            await self._perform(platform, effect, None)
        return await deliver(self, platform, row_id, fresh=fresh)

    _put(Performer, "_deliver", hasty)


class _Blunt:
    """A vault in which nothing is shredded."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def shred(self, _key_ids: object) -> None:
        """Do nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._vault, name)


def no_shredding() -> None:
    """Carry out erasures without shredding a key; what start-up drops it still drops."""
    finish: Callable[..., int] = erasure.finish

    def half(engine: sa.Engine, vault: Vault, *more: Any) -> int:
        return finish(engine, _Blunt(vault), *more)

    _put(erasure, "finish", half)


def words_survive() -> None:
    """Close appeals without forgetting what their members wrote."""
    closed = rules.closed

    def wordy(appeal: Appeal, *arguments: Any, **more: Any) -> Appeal:
        return replace(closed(appeal, *arguments, **more), words=appeal.words)

    _put(rules, "closed", wordy)


def _put(owner: object, name: str, defect: object) -> None:
    if not hasattr(owner, name):
        msg = f"{owner} has no {name} any more: the seeded bug has to follow the code"
        raise AttributeError(msg)
    setattr(owner, name, defect)


BUGS: Mapping[str, Callable[[], None]] = {
    "confirm-before-commit": confirm_before_commit,
    "no-inbox-key": no_inbox_key,
    "sent-before-sending": sent_before_sending,
    "no-shredding": no_shredding,
    "words-survive": words_survive,
}
