"""Answers to interactions: one request for a screen, whichever way Discord takes it at that moment."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from discord.http import Route

from adapters.discord.begun import Begun
from adapters.discord.calls import Calls, Refused, note_refusal
from adapters.discord.formatting import EPHEMERAL, Body, bodies, form
from adapters.discord.interactions import Interaction, Kind, State
from adapters.discord.nonces import mark
from adapters.discord.uploading import File, carried
from groupbot.content import Content, Prompt, Rich
from groupbot.i18n.language import negotiate
from groupbot.ports import Unavailable

# Discord, Interaction Callback Type.
MESSAGE, HOLD, HOLD_SCREEN, UPDATE, MODAL = 4, 5, 6, 7, 9
# An answer that we were not told the fate of has arrived after all.
ANSWERED_ALREADY = 40060
# The interaction is over or unknown: nothing is owed any more.
OVER = frozenset({10015, 10062, 50027, ANSWERED_ALREADY})


class Answers:
    """Answers interactions, each first answer within three seconds of its coming.

    `regrets` are the words for one that could not be handled, by MediaWiki language code.

    Where Discord does not answer us, Unavailable is raised and the interaction stays what it was, so that the same
    answer can be given again; a long one goes on from where it stopped.
    """

    def __init__(self, calls: Calls, regrets: Mapping[str, str] = MappingProxyType({})) -> None:
        self._calls = calls
        self._regrets = regrets
        self._begun = Begun()

    async def screen(self, interaction: Interaction, content: Content, *, replace: bool) -> bool:
        """Show a screen to the person alone; `replace` puts it in the place of the one that was pressed.

        False when Discord takes no answer any more.
        """
        return await self._show(interaction, bodies(content, ephemeral=interaction.hidden), replace=replace)

    async def file(self, interaction: Interaction, content: Content, file: File) -> bool:
        """Hand over a file, on a message of its own."""
        return await self._show(interaction, bodies(content, ephemeral=interaction.hidden), replace=False, file=file)

    async def end(self, interaction: Interaction, note: str) -> None:
        """End the waiting state of an interaction that got no screen, with a short word where there is one."""
        async with interaction.lock:
            if interaction.state in (State.ANSWERED, State.OVER):
                return
            if note:
                (word,) = bodies(Content(Rich(note)), ephemeral=interaction.hidden)
                await self._send(interaction, word, replace=False)
                return
            if interaction.state is State.NEW:
                # Where nothing is to be said Discord still wants an answer, or it tells the person of a failure.
                await self._hold(interaction, screen=interaction.keeps_screen or interaction.kind is Kind.PRESS)
            if interaction.state is State.HELD:
                await self._original(interaction, "DELETE", None)
                interaction.state = State.ANSWERED

    async def give_up(self, interaction: Interaction, language: str) -> None:
        """Say, in a language of any tag, that it came to nothing, where nothing was answered yet."""
        await self.end(interaction, self._regrets.get(negotiate(language, self._regrets), ""))

    async def hold(self, interaction: Interaction) -> None:
        """Say that the bot is at work, unless it has answered already: Discord gives up after three seconds."""
        async with interaction.lock:
            if interaction.state is State.NEW:
                await self._hold(interaction, screen=interaction.keeps_screen)

    async def ask(self, interaction: Interaction, prompt: Prompt) -> None:
        """Open a form, which has to be the first answer."""
        async with interaction.lock:
            if await self._first(interaction, MODAL, form(prompt)):
                interaction.state = State.ANSWERED

    async def _hold(self, interaction: Interaction, *, screen: bool) -> None:
        data = None if screen or not interaction.hidden else {"flags": EPHEMERAL}
        if await self._first(interaction, HOLD_SCREEN if screen else HOLD, data):
            interaction.state = State.HELD_SCREEN if screen else State.HELD

    async def _show(
        self, interaction: Interaction, parts: Sequence[Body], *, replace: bool, file: File | None = None
    ) -> bool:
        async with interaction.lock:
            screen = mark(interaction.id, parts, file)
            stand, _ = self._begun.take(screen)
            for number in range(stand, len(parts)):
                carries = file if number == len(parts) - 1 else None
                try:
                    if not await self._send(interaction, parts[number], replace=replace and number == 0, file=carries):
                        return False
                except Unavailable:
                    self._begun.keep(screen, number, "")
                    raise
            return True

    async def _send(self, interaction: Interaction, body: Body, *, replace: bool, file: File | None = None) -> bool:
        update = replace and interaction.keeps_screen
        if interaction.state is State.NEW and await self._first(interaction, UPDATE if update else MESSAGE, body, file):
            interaction.state = State.ANSWERED
            return True
        return await self._further(interaction, body, file, update=update)

    async def _further(self, interaction: Interaction, body: Body, file: File | None, *, update: bool) -> bool:
        """Send what is not the first answer, or turns out not to be."""
        if interaction.state is State.OVER:
            return False
        if interaction.state is State.HELD or (interaction.state is State.HELD_SCREEN and update):
            taken = await self._original(interaction, "PATCH", body, file)
            if taken:
                interaction.state = State.ANSWERED
            return taken
        return await self._taken(interaction, "POST", "/webhooks/{webhook_id}/{webhook_token}", body, file)

    async def _first(
        self, interaction: Interaction, kind: int, data: Body | None = None, file: File | None = None
    ) -> bool:
        """Give the first answer; False where it was given before, or where none is taken any more."""
        body: Body = {"type": kind} | ({} if data is None else {"data": data})
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction.id,
            webhook_token=interaction.token,
        )
        try:
            await self._calls.answer(route, **carried(body, file))
        except Refused as refused:
            self._told(refused)
            already = refused.code == ANSWERED_ALREADY
            interaction.state = interaction.held if already else State.OVER
            return False
        return True

    async def _original(
        self, interaction: Interaction, method: str, body: Body | None, file: File | None = None
    ) -> bool:
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        return await self._taken(interaction, method, path, body, file)

    async def _taken(
        self, interaction: Interaction, method: str, path: str, body: Body | None, file: File | None
    ) -> bool:
        route = Route(method, path, webhook_id=interaction.application, webhook_token=interaction.token)
        try:
            await self._calls.answer(route, **carried(body, file))
        except Refused as refused:
            self._told(refused)
            return False
        return True

    @staticmethod
    def _told(refused: Refused) -> None:
        if refused.code not in OVER:
            note_refusal(refused, "an answer to an interaction")
