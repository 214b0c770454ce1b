"""A deployment with many groups that the operator has let in, entered as the running bot enters them."""

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import cycle, islice

from bench.site import Site
from groupbot.bootstrap import build_house
from groupbot.consent import views as consent
from groupbot.groups import own, register, terms
from groupbot.groups.files import OWN
from groupbot.groups.model import Law
from groupbot.groups.own import Own
from groupbot.people import Chat, MessageRef
from groupbot.process.clock import SystemClock
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom

AT_ONCE = 500
_FIRST = -1_001_000_000_000


async def prepare(site: Site, groups: int, settings: int = 0) -> None:
    """Enter so many groups, some hundreds in one unit of work, each with one of so many settings of its own."""
    house = build_house(site.settings(), {}, SystemClock(), SystemRandom())
    try:
        await house.open()
        made = [f"policy: 1\naccess: closed\nnotice: {{note: {{en: Notice {number}}}}}\n" for number in range(settings)]
        laws = [Law(house.directory.files.compiled(0, text).policy, OWN) for text in made]
        common = [("", house.directory.law(None))]
        terms_of = cycle(zip(made, laws, strict=True) if made else common)
        today = SystemClock().now().date()
        for batch in _batches(range(groups)):
            await house.store.write(partial(_enter, numbers=dict(zip(batch, terms_of)), today=today))  # noqa: B905  (endless)
    finally:
        await house.close()


def _enter(unit: Unit, numbers: Mapping[int, tuple[str, Law]], today: date) -> None:
    for number, (text, law) in numbers.items():
        chat = Chat("telegram", str(_FIRST - number))
        group = register.enter(unit, chat, f"Editors {number}", law.policy.material(), SystemRandom())
        if group is None:
            raise AssertionError(chat)
        terms.adopt(unit, group.number, law, today, consent.records_in)
        if text:
            own.keep(unit, group.number, Own(text, 1))
        # Its line stands since now, or the first tick would be busy with posting lines.
        register.stand(unit, group.number, MessageRef(chat.id, "8"), int(time.time()), served=True)


def _batches(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    left = iter(numbers)
    while batch := tuple(islice(left, AT_ONCE)):
        yield batch
