"""The platforms on which every script is played, and what each of them declares to be able to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from adapters.discord.outbound import CAPABILITIES as DISCORD
from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.world import World
from adapters.telegram.outbound import CAPABILITIES as TELEGRAM
from groupbot.ports import Can, Capabilities
from tests.contract.example.outbound import ParlourPorts
from tests.contract.example.parlour import Parlour
from tests.conversation.example_opening import example_stage
from tests.conversation.needs import ACTS_NAMED, PRIVATE_ORDERS
from tests.conversation.opening import OpenStage, fake_stage, page_stage

SPOKEN = frozenset({"en", "he", "ar", "zh-hans", "zh-hant", "de", "fr", "es", "ru"})


class _Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stand:
    """One platform: how its stage is opened, what its adapter declares, and what else its clients can do.

    `clients` are the languages that these speak, `also` what scripts meet and no capability names.
    """

    opener: Callable[[], OpenStage]
    capabilities: Capabilities
    clients: frozenset[str] = SPOKEN
    also: frozenset[str] = frozenset({PRIVATE_ORDERS, ACTS_NAMED})

    def lacks(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of a script's needs the platform cannot meet."""
        has = {can.value for can in self.capabilities.can} | {f"client in {code}" for code in self.clients} | self.also
        has |= {f"no {can}" for can in Can if can not in self.capabilities.can}
        return tuple(need for need in needs if need not in has)


def _telegram() -> OpenStage:
    # The stand-in's models take some four seconds to import, which who plays on another stage need not wait for.
    from tests.conversation.telegram_opening import telegram_stage  # noqa: PLC0415  (as said)

    return telegram_stage


def _discord() -> OpenStage:
    from tests.conversation.discord_opening import discord_stage  # noqa: PLC0415  (as above)

    return discord_stage


_SANDBOX = SandboxPorts(World(_Noon())).capabilities
PLATFORMS: Mapping[str, Stand] = MappingProxyType(
    {
        "fake": Stand(lambda: fake_stage, _SANDBOX),
        "page": Stand(lambda: page_stage, _SANDBOX),
        # Its letters tell of nobody's restrictions.
        "example": Stand(
            lambda: example_stage, ParlourPorts(Parlour(_Noon())).capabilities, also=frozenset({PRIVATE_ORDERS})
        ),
        "telegram": Stand(_telegram, TELEGRAM),
        # It has no client in Hebrew and Arabic, offers a server's commands there alone, and names nobody who acts.
        "discord": Stand(_discord, DISCORD, SPOKEN - {"he", "ar"}, frozenset()),
    }
)
