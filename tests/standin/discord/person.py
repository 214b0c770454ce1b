"""People, as objects that write, press, choose and give commands."""

from typing import TYPE_CHECKING, Any

from simcord.backend.errors import BackendError
from simcord.backend.serializers import message_payload
from simcord.enums import ComponentType, InteractionType

from tests.standin.discord.asked import slash
from tests.standin.discord.channel import Channel
from tests.standin.discord.forms import filled
from tests.standin.discord.guild import Guild
from tests.standin.discord.membership import Comings
from tests.standin.discord.post import Post, components
from tests.standin.discord.press import Press
from tests.standin.discord.raised import raise_interaction

# Discord, Application Command Types.
MESSAGE_MENU = 3

if TYPE_CHECKING:
    from simcord.backend.models import Interaction

    from tests.standin.discord.forms import File


class Person(Comings):
    """Somebody with an account."""

    def sees(self) -> list[Post]:
        """Return what the bot shows this person alone, in order: direct messages, and ephemeral answers anywhere."""
        private = self.world.backend.dm_channels.get(self.id)
        kept = [m for channel in self.world.backend.messages.values() for m in channel.values()]
        mine = [m for m in kept if m.channel_id == private or (m.is_ephemeral and m.visible_to(self.id))]
        posts = [Post(self.world, message) for message in sorted(mine, key=lambda message: message.id)]
        return [post for post in posts if post.by_bot and not post.thinking]

    def says(self, channel: Channel, text: str, *, reply_to: Post | None = None, file: "File | None" = None) -> Post:
        """Write in a guild; raise PermissionError where this person may not."""
        backend = self.world.backend
        try:
            backend.require_permissions(channel.model.guild_id, self.id, channel.id, "send_messages")
        except BackendError as no:
            raise PermissionError(f"{self.user.name} cannot write in {channel.model.name!r}: {no}") from no
        reference = {"message_id": str(reply_to.id), "channel_id": str(channel.id)} if reply_to else None
        kept = backend.store_attachments(channel.id, [file] if file else [])
        return Post(
            self.world, backend.create_message(channel.id, self.id, text, reference=reference, attachments=kept)
        )

    def writes(self, text: str, *, reply_to: Post | None = None, file: "File | None" = None) -> Post:
        """Write to the bot in private; without a shared guild or the app there is no such channel."""
        if not self.installed and not self.guilds:
            raise PermissionError(f"{self.user.name} shares no guild with the bot and has not installed it")
        self.blocked = False
        return self.says(self.dm, text, reply_to=reply_to, file=file)

    def edits(self, post: Post, text: str) -> None:
        """Change what was said before."""
        self.world.backend.edit_message(post.model.channel_id, post.id, {"content": text})

    def deletes(self, post: Post) -> None:
        """Remove a message."""
        self.world.backend.delete_message(post.model.channel_id, post.id)

    def clicks(self, post: Post, label_or_id: str) -> Press:
        """Press a button by its label or custom id; raise LookupError where this person sees none."""
        custom_id = post.buttons.get(label_or_id, label_or_id)
        if custom_id not in post.buttons.values():
            raise LookupError(f"no button {label_or_id!r} under the message, only {list(post.buttons)}")
        return self.forges(post, custom_id)

    def chooses(self, post: Post, *choices: str, select: str = "") -> Press:
        """Choose in a select by label or value; `select` is its custom id where there are several."""
        custom_id = select or next(iter(post.selects), "")
        offered = post.selects.get(custom_id, {})
        values = [offered.get(choice, choice) for choice in choices]
        if not set(values) <= set(offered.values()):
            raise LookupError(f"not among the choices {list(offered)}: {choices}")
        return self.forges(post, custom_id, values=values)

    def forges(self, post: Post, custom_id: str, *, values: list[str] | None = None) -> Press:
        """Send any custom id from a message that is seen, as a changed client can."""
        if post.deleted or (post.ephemeral and not post.model.visible_to(self.id)):
            raise LookupError(f"{self.user.name} does not see {post!r}")
        kinds = {node.get("custom_id"): node["type"] for node in components(post.model.components)}
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": kinds.get(custom_id, ComponentType.BUTTON)}
        if values is not None:
            data.update(component_type=kinds.get(custom_id, ComponentType.STRING_SELECT), values=values)
        return self._raise(InteractionType.MESSAGE_COMPONENT, post.model.channel_id, data, source=post)

    def submits(self, press: Press, *texts: str, file: "File | None" = None, **values: str) -> Press:
        """Send a form that was opened: texts in the order of its fields or by their custom ids, and a file."""
        data, resolved = filled(self.world.backend, press.record.channel_id, press.modal, texts, values, file)
        if resolved:
            data["resolved"] = resolved
        number = press.record.source_message_id
        found = self.world.backend.messages.get(press.record.channel_id, {}).get(number or 0)
        source = Post(self.world, found) if found is not None else None
        return self._raise(InteractionType.MODAL_SUBMIT, press.record.channel_id, data, source=source)

    def slash(self, where: Guild | Channel | None, name: str, **options: Any) -> Press:
        """Give a command in a guild (#general), a channel, or (None) in the private channel with the bot."""
        place = where.general if isinstance(where, Guild) else where if where is not None else self.dm
        return self._raise(InteractionType.APPLICATION_COMMAND, place.id, slash(self, place, name, options))

    def opens_menu(self, post: Post, name: str) -> Press:
        """Choose a command of the app from the menu of a message; raise LookupError where none is registered so."""
        found = {(known, command.get("type", 1)): command for known, command in self.world.commands.items()}
        if (name, MESSAGE_MENU) not in found:
            raise LookupError(f"no {name!r} in the menus; registered are {sorted(found)}")
        shown = dict(message_payload(self.world.backend, post.model))
        data = {
            "id": found[name, MESSAGE_MENU]["id"],
            "name": name,
            "type": MESSAGE_MENU,
            "target_id": str(post.id),
            "resolved": {"messages": {str(post.id): shown}},
        }
        return self._raise(InteractionType.APPLICATION_COMMAND, post.model.channel_id, data)

    def _raise(self, kind: InteractionType, channel: int, data: dict[str, Any], source: Post | None = None) -> Press:
        record: Interaction = raise_interaction(self, kind, channel, data, source)
        press = Press(self.world, self, record)
        self.world.presses.append(press)
        return press
