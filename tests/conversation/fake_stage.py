"""Scripts played on the fake platform directly: the quickest stage, with nothing between script and engine."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from adapters.sandbox.deployment import Deployment
from adapters.sandbox.links import link_to
from adapters.sandbox.state import Post
from groupbot.events import Event
from groupbot.people import ActorKind
from groupbot.ports import Standing
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootSource, read_root_key
from groupbot.vault.vault import Vault
from tests.conversation.stage import GROUP, Labels, Pressable, Seen, buttons_called, find_button


def seen(post: Post) -> Seen:
    """Return a message as scripts read it."""
    buttons = tuple(Pressable(button.label, post.id, button.token) for button in post.buttons if button.token)
    return Seen(post.content.body.text, buttons, post.author)


class FakeStage:
    """Implements Stage over a Deployment whose first group is called GROUP."""

    def __init__(self, deployment: Deployment, labels: Labels, examples: Path, language: str = "en") -> None:
        self.language = language
        self.deployment = deployment
        self.world = deployment.world
        self.deliveries: list[Event] = []
        self._labels = labels
        self._examples = examples

    async def meets(  # noqa: PLR0913  (the Stage protocol's own list)
        self,
        who: str,
        *,
        name: str = "",
        language: str = "",
        admin: bool = False,
        inside: bool = False,
        started: bool = False,
        kind: str = "person",
    ) -> None:
        """Add an account to the world."""
        within = Standing.MEMBER if inside else Standing.OUTSIDE
        self.world.add_person(
            who,
            name,
            language or self.language,
            standing=Standing.ADMIN if admin else within,
            kind=ActorKind(kind),
            started=started,
        )

    async def opens(self, group: str, title: str = "", *, shape: str = "") -> None:
        """Open a group and let the bot in; the sandbox's groups have one shape."""
        assert not shape, f"the sandbox has no {shape} groups"
        self.world.add_group(group, title or group).standings["ada"] = Standing.ADMIN
        await self.happens(self.world.adds_bot("ada", group))

    async def renames(self, group: str, title: str) -> None:
        """Change the title; the bot learns of it with the next event."""
        self.world.group(group).title = title

    async def dismisses(self, group: str = GROUP) -> None:
        """Take the bot out."""
        await self.happens(self.world.removes_bot("ada", group))

    async def invites(self, group: str = GROUP) -> None:
        """Bring the bot back."""
        await self.happens(self.world.adds_bot("ada", group))

    async def ranks(self, who: str, *, admin: bool, group: str = GROUP) -> None:
        """Change the standing, of which platforms tell the bot nothing that it would use."""
        self.world.group(group).standings[who] = Standing.ADMIN if admin else Standing.MEMBER

    async def moves(self, group: str) -> None:
        """Refuse: the sandbox's groups stay where they are."""
        raise AssertionError(f"the sandbox cannot move {group}")

    async def joins(self, who: str, group: str = GROUP) -> None:
        """Join; whoever is new here comes from outside."""
        await self._known(who)
        await self.happens(self.world.joins(who, group))

    async def leaves(self, who: str, group: str = GROUP, *, removed: bool = False) -> None:
        """Leave or be removed."""
        await self.happens(self.world.leaves(who, group, removed=removed))

    async def restricts(self, who: str, group: str = GROUP) -> None:
        """Restrict for a day."""
        until = self.deployment.clock.now() + timedelta(days=1)
        await self.happens(self.world.restricts("ada", who, until, group))

    async def says(self, who: str, text: str, group: str = GROUP, *, topic: str = "") -> None:
        """Write in the group, which has no topics."""
        assert not topic, "the sandbox has no topics"
        await self.happens(self.world.says(who, text, group))

    async def reports(self, who: str, text: str, group: str = GROUP) -> None:
        """Reply with /report."""
        await self.happens(self.world.says(who, "/report", group, answers=self._said(text, group)))

    async def link(self, text: str, group: str = GROUP) -> str:
        """Copy the link."""
        return link_to(self.world.group(group).id, self._said(text, group)).url

    async def writes(self, who: str, text: str) -> None:
        """Write in private; whoever is new here comes from outside."""
        await self._known(who)
        await self.happens(self.world.writes(who, text))

    async def blocks(self, who: str) -> None:
        """Block the bot."""
        self.world.blocks(who)

    async def presses(self, who: str, label: str, *, of: str = "") -> None:
        """Press by label or message key."""
        holder = of or who
        await self.presses_again(who, find_button(await self.sees(holder), self._label(holder, label)))

    async def offers(self, who: str, label: str) -> bool:
        """Look at the newest message."""
        return bool(buttons_called((await self.sees(who))[-1:], self._label(who, label)))

    async def presses_line(self, who: str, group: str = GROUP) -> None:
        """Press the standing line's first button."""
        lines = [message for message in await self.group_sees(group) if message.buttons]
        assert lines, f"no standing line in {group!r}"
        await self.presses_again(who, lines[-1].buttons[0])

    async def presses_again(self, who: str, button: Pressable) -> None:
        """Press a remembered button."""
        await self.happens(self.world.presses(who, button.message, button.token))

    async def sees(self, who: str) -> Sequence[Seen]:
        """Read the private view; what the person wrote there is left out."""
        return [seen(post) for post in self.world.person(who).inbox if not post.author]

    async def group_sees(self, group: str = GROUP) -> Sequence[Seen]:
        """Read the group."""
        return [seen(post) for post in self.world.group(group).posts]

    async def files(self, who: str) -> Mapping[str, bytes]:
        """Collect the attachments."""
        return {post.file.filename: post.file.body for post in self.world.person(who).inbox if post.file}

    async def harms(self) -> Sequence[str]:
        """Return nothing: what the sandbox shows has no markup, so that only letters can be compared."""
        return ()

    async def newest(self) -> str:
        """Return the newest event's key."""
        return self.deliveries[-1].key

    async def repeats(self, delivery: str) -> None:
        """Give the bot the same event again."""
        await self.happens(next(event for event in self.deliveries if event.key == delivery))

    async def ticks(self) -> None:
        """Do what is due."""
        await self.deployment.tick()

    async def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move the clock."""
        self.deployment.clock.forward(timedelta(days=days, minutes=minutes))

    async def policy(self, name: str) -> None:
        """Restart under a shipped example, or edit the file in force."""
        if "\n" in name:
            await self.deployment.edit(name)
        else:
            await self.deployment.restart(self._examples / f"{name}.yaml")

    async def rows(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Read all rows past the bot."""
        return {name: table.rows for name, table in self.deployment.tables().items()}

    async def public_key(self) -> bytes:
        """Open the vault beside the bot, as `groupbot key public` does."""
        site = self.deployment.site
        root = read_root_key(RootSource(site.root_key, "", ""))
        with closing(Vault.open(site.data / "vault.db", root, SystemRandom())) as vault:
            return vault.signer().public_key

    async def restart(self) -> None:
        """Close and open again."""
        await self.deployment.restart()

    async def happens(self, event: Event) -> None:
        """Give one event to the bot."""
        await self.deployment.handle(event)

    def _said(self, text: str, group: str) -> str:
        posts = reversed(self.world.group(group).posts)
        return next(post.id for post in posts if post.content.body.text == text)

    def _label(self, who: str, label: str) -> str:
        return self._labels(self.world.person(who).language, label) or label

    async def _known(self, who: str) -> None:
        if who not in self.world.people:
            await self.meets(who)
