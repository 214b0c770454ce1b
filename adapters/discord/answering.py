"""Answers to interactions: one request for a screen, whichever way Discord takes it at that moment."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord.http import Route

from adapters.discord.calls import Calls, Refused, note_refusal
from adapters.discord.formatting import EPHEMERAL, Body, bodies, form
from adapters.discord.interactions import Interaction, Kind, State
from groupbot.content import Content, Prompt, Rich

# Discord, Interaction Callback Type.
MESSAGE, HOLD, HOLD_SCREEN, UPDATE, MODAL = 4, 5, 6, 7, 9
# The interaction is over, unknown, or somebody answered it already: nothing is owed any more.
OVER = frozenset({10015, 10062, 40060, 50027})
File = tuple[str, bytes]


class Answers:
    """Answers interactions, each first answer within three seconds of its coming."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

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
            if interaction.state is State.ANSWERED:
                return
            if note:
                await self._send(interaction, _word(note, hidden=interaction.hidden), replace=False)
            elif interaction.state is State.NEW and interaction.kind is Kind.PRESS:
                await self._callback(interaction, HOLD_SCREEN)
            elif interaction.state in (State.NEW, State.HELD):
                # Where nothing is to be said, a command or a form still wants an answer, or Discord tells of a failure.
                if interaction.state is State.NEW:
                    await self._callback(interaction, HOLD, {"flags": EPHEMERAL})
                await self._original(interaction, "DELETE", None)
            interaction.state = State.ANSWERED

    async def hold(self, interaction: Interaction) -> None:
        """Say that the bot is at work, unless it has answered already: Discord gives up after three seconds."""
        async with interaction.lock:
            if interaction.state is not State.NEW:
                return
            screen = interaction.own and interaction.kind is not Kind.COMMAND
            data = None if screen or not interaction.hidden else {"flags": EPHEMERAL}
            if await self._callback(interaction, HOLD_SCREEN if screen else HOLD, data):
                interaction.state = State.HELD_SCREEN if screen else State.HELD

    async def ask(self, interaction: Interaction, prompt: Prompt) -> None:
        """Open a form, which has to be the first answer."""
        async with interaction.lock:
            await self._callback(interaction, MODAL, form(prompt))
            interaction.state = State.ANSWERED

    async def _show(
        self, interaction: Interaction, parts: Sequence[Body], *, replace: bool, file: File | None = None
    ) -> bool:
        async with interaction.lock:
            taken = True
            for number, part in enumerate(parts):
                last = number == len(parts) - 1
                taken = taken and await self._send(
                    interaction, part, replace=replace and number == 0, file=file if last else None
                )
            return taken

    async def _send(self, interaction: Interaction, body: Body, *, replace: bool, file: File | None = None) -> bool:
        update = replace and interaction.own and interaction.kind is not Kind.COMMAND
        state, interaction.state = interaction.state, State.ANSWERED
        if state is State.NEW:
            return await self._callback(interaction, UPDATE if update else MESSAGE, body, file)
        if state is State.HELD or (state is State.HELD_SCREEN and update):
            return await self._original(interaction, "PATCH", body, file)
        return await self._request(interaction, "POST", "/webhooks/{webhook_id}/{webhook_token}", body, file)

    async def _callback(
        self, interaction: Interaction, kind: int, data: Body | None = None, file: File | None = None
    ) -> bool:
        body: Body = {"type": kind} | ({} if data is None else {"data": data})
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        return await self._request(interaction, "POST", path, body, file, first=True)

    async def _original(
        self, interaction: Interaction, method: str, body: Body | None, file: File | None = None
    ) -> bool:
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        return await self._request(interaction, method, path, body, file)

    async def _request(
        self,
        interaction: Interaction,
        method: str,
        path: str,
        body: Body | None,
        file: File | None = None,
        *,
        first: bool = False,
    ) -> bool:
        # The id stands in for the webhook's in a callback: each interaction then has a rate limit of its own.
        owner = interaction.id if first else interaction.application
        route = Route(method, path, webhook_id=owner, webhook_token=interaction.token)
        try:
            await self._calls.request(route, **_carried(body, file))
        except Refused as refused:
            if refused.code not in OVER:
                note_refusal(refused, "an answer to an interaction")
            return False
        return True


def _word(note: str, *, hidden: bool) -> Body:
    (body,) = bodies(Content(Rich(note)), ephemeral=hidden)
    return body


def _carried(body: Body | None, file: File | None) -> dict[str, Any]:
    """Return the arguments of discord.py's request: JSON, or a form where a file goes along."""
    if file is None:
        return {} if body is None else {"json": body}
    return with_file(body or {}, file)


def with_file(body: Body, file: File) -> dict[str, Any]:
    """Return the arguments of a request that carries a file (Discord, Uploading Files)."""
    name, content = file
    described = [{"id": 0, "filename": name}]
    # In a callback the message stands one level deeper.
    inner = body.get("data") if "type" in body and "data" in body else None
    whole = (
        {**body, "data": {**inner, "attachments": described}}
        if inner is not None
        else {**body, "attachments": described}
    )
    sent = discord.File(BytesIO(content), filename=name)
    parts = [
        {"name": "payload_json", "value": json.dumps(whole)},
        {"name": "files[0]", "value": sent.fp, "filename": name, "content_type": "application/octet-stream"},
    ]
    return {"form": parts, "files": [sent]}
