"""Scripts played on the sandbox's page: what is done goes out by its forms, what is seen comes from its HTML."""

from collections.abc import Mapping, Sequence

import httpx2

from adapters.sandbox.session import Session
from tests.conversation.fake_stage import FakeStage
from tests.conversation.page_reader import PageReader, read
from tests.conversation.stage import GROUP, Pressable, Seen


class PageStage(FakeStage):
    """Implements Stage over HTTP; the page shows one group, so other groups are played behind it."""

    def __init__(self, session: Session, client: httpx2.AsyncClient, language: str = "en") -> None:
        super().__init__(session.deployment, session.product.label, session.product.policies[0].parent, language)
        self._session = session
        self._client = client

    async def joins(self, who: str, group: str = GROUP) -> None:
        """Press Join."""
        if group != GROUP:
            return await super().joins(who, group)
        await self._known(who)
        return await self._act(verb="joins", who=who)

    async def leaves(self, who: str, group: str = GROUP, *, removed: bool = False) -> None:
        """Press Leave; the page cannot remove anybody."""
        if group != GROUP or removed:
            return await super().leaves(who, group, removed=removed)
        return await self._act(verb="leaves", who=who)

    async def restricts(self, who: str, group: str = GROUP) -> None:
        """Press the admin's button."""
        if group != GROUP:
            return await super().restricts(who, group)
        return await self._act(verb="restricts", who="ada", whom=who)

    async def says(self, who: str, text: str, group: str = GROUP, *, topic: str = "") -> None:
        """Send the group's form."""
        if group != GROUP or topic:
            return await super().says(who, text, group, topic=topic)
        return await self._act(verb="says", who=who, text=text)

    async def reports(self, who: str, text: str, group: str = GROUP) -> None:
        """Press Report beneath the message."""
        if group != GROUP:
            return await super().reports(who, text, group)
        return await self._act(verb="says", who=who, text="/report", message=self._said(text, group))

    async def writes(self, who: str, text: str) -> None:
        """Send the private form."""
        await self._known(who)
        await self._act(verb="writes", who=who, text=text)

    async def blocks(self, who: str) -> None:
        """Press Block bot."""
        await self._act(verb="blocks", who=who)

    async def presses_again(self, who: str, button: Pressable) -> None:
        """Send the form of a button."""
        await self._act(verb="presses", who=who, message=button.message, token=button.token)

    async def sees(self, who: str) -> Sequence[Seen]:
        """Read the private pane."""
        return [message for message in (await self._page(who)).private if not message.author]

    async def group_sees(self, group: str = GROUP) -> Sequence[Seen]:
        """Read the group's pane."""
        return (await self._page("ada")).group if group == GROUP else await super().group_sees(group)

    async def files(self, who: str) -> Mapping[str, bytes]:
        """Download what the private pane offers."""
        links = (await self._page(who)).files
        return {name: (await self._client.get(address)).content for name, address in links.items()}

    async def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Send the clock's form."""
        await self._send("/clock", days=str(days), minutes=str(minutes))

    async def policy(self, name: str) -> None:
        """Choose a policy, or edit the one in force."""
        if "\n" in name:
            await self._send("/edit-policy", text=name)
        else:
            await self._send("/policy", name=f"{name}.yaml")

    async def _act(self, **fields: str) -> None:
        await self._send("/act", **fields)
        assert not self._session.notice, self._session.notice
        assert not self._session.steps[-1].error, self._session.steps[-1].error

    async def _send(self, path: str, **fields: str) -> None:
        answer = await self._client.post(path, data=fields)
        assert answer.status_code == httpx2.codes.OK, answer.text

    async def _page(self, who: str) -> PageReader:
        answer = await self._client.get("/", params={"as": who})
        assert answer.status_code == httpx2.codes.OK, answer.text
        return read(answer.text)
