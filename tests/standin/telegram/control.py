"""The world over HTTP, for a bot and a harness in other processes: `/control/...`, JSON in and out.

People are named by name or id, groups by title or id, messages by {"chat": id, "message": id} or, ephemeral ones,
{"chat": id, "ephemeral": id}. What cannot be done answers 400 with {"error": why}.
"""

from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.standin.telegram.channel import Channel
from tests.standin.telegram.model import Member, Post, Room
from tests.standin.telegram.person import Person
from tests.standin.telegram.wire import dump

if TYPE_CHECKING:
    from tests.standin.telegram.server import StandIn
    from tests.standin.telegram.world import World

VERBS = frozenset(
    {
        "starts",
        "writes",
        "says",
        "shows",
        "edits",
        "deletes",
        "presses",
        "forges",
        "joins",
        "asks_to_join",
        "leaves",
        "lets_in",
        "makes",
    }
    | {"makes_bot", "migrates", "blocks_bot", "unblocks_bot"}
)
"""What a person can be told to do; each is a method of Person, with the same arguments by name."""


FAULTS = frozenset({"too_many", "refuse", "drop", "slow"})
"""What can be made to go wrong; each is a method of Faults, with the same arguments by name."""


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say in a 400 why an order to the world cannot be carried out."""
    try:
        return await handler(request)
    except (PermissionError, LookupError, TypeError, ValueError) as error:
        if not request.path.startswith("/control/"):
            raise
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)


class Control:
    """Answers the control API of one stand-in."""

    def __init__(self, standin: "StandIn") -> None:
        self._standin = standin
        self._world: World = standin.world

    def routes(self) -> list[web.RouteDef]:
        """Return the table of contents of this API."""
        return [
            web.post("/control/person", self._person),
            web.post("/control/group", self._group),
            web.post("/control/topic", self._topic),
            web.post("/control/channel", self._channel),
            web.post("/control/network", self._network),
            web.post("/control/act", self._act),
            web.post("/control/fault", self._fault),
            web.post("/control/updates", self._updates),
            web.post("/control/clock", self._clock),
            web.post("/control/bot", self._bot),
            web.get("/control/inbox/{person}", self._inbox),
            web.get("/control/messages/{group}", self._messages),
            web.get("/control/members/{group}", self._members),
            web.get("/control/press/{press}", self._press),
            web.get("/control/record", self._record),
        ]

    async def _person(self, request: web.Request) -> web.Response:
        person = self._world.person(**await request.json())
        return web.json_response({"id": person.id})

    async def _group(self, request: web.Request) -> web.Response:
        body = await request.json()
        body["members"] = tuple(self._who(each) for each in body.get("members", ()))
        if "owner" in body:
            body["owner"] = self._who(body["owner"])
        if "bot" in body:
            body["bot"] = Member(**body["bot"])
        return web.json_response({"id": self._world.group(**body).id})

    async def _topic(self, request: web.Request) -> web.Response:
        body = await request.json()
        return web.json_response({"thread": self._world.topic(self._where(body["group"]), body["title"])})

    async def _channel(self, request: web.Request) -> web.Response:
        """Let a channel, made at its first word, speak in a group."""
        body = await request.json()
        rooms = (room for room in self._world.rooms.values() if room.kind == "channel" and room.title == body["title"])
        room = next(rooms, None)
        channel = Channel(self._world, room) if room else self._world.channel(body["title"])
        post = await channel.says(self._where(body["group"]), body["text"], forwarded=body.get("forwarded", False))
        return web.json_response(self._outcome(post))

    async def _network(self, request: web.Request) -> web.Response:
        """Cut every call of the bot, the waiting poll too, until told otherwise; this API stays."""
        self._world.faults.refusing = bool((await request.json())["cut"])
        if self._world.faults.refusing:
            self._world.updates.wake("closing")
        return web.json_response({})

    async def _members(self, request: web.Request) -> web.Response:
        room = self._where(request.match_info["group"])
        return web.json_response({str(number): member.status for number, member in room.members.items()})

    async def _act(self, request: web.Request) -> web.Response:
        body = await request.json()
        who, verb = self._who(body.pop("who")), body.pop("verb")
        if verb not in VERBS:
            raise LookupError(f"nobody can {verb!r}; there is {sorted(VERBS)}")
        outcome = await getattr(who, verb)(**{key: self._argument(key, value) for key, value in body.items()})
        return web.json_response(self._outcome(outcome))

    async def _fault(self, request: web.Request) -> web.Response:
        body = await request.json()
        kind = body.pop("kind")
        if kind not in FAULTS:
            raise LookupError(f"nothing fails by {kind!r}; there is {sorted(FAULTS)}")
        getattr(self._world.faults, kind)(**body)
        return web.json_response({"waiting": len(self._world.faults.waiting)})

    async def _updates(self, request: web.Request) -> web.Response:
        body, updates = await request.json(), self._world.updates
        if "inject" in body:
            return web.json_response({"id": updates.inject(body["inject"])})
        if "repeat" in body:
            updates.repeat(int(body["repeat"]))
        if body.get("shuffle"):
            updates.shuffle()
        return web.json_response({"next": updates.jump()} if body.get("jump") else {})

    async def _clock(self, request: web.Request) -> web.Response:
        self._standin.clock.advance(**await request.json())
        return web.json_response({"now": self._standin.clock.now().isoformat()})

    async def _bot(self, request: web.Request) -> web.Response:
        body = await request.json()
        self._world.bot.privacy = body.get("privacy", self._world.bot.privacy)
        self._world.loses_ephemeral = body.get("loses_ephemeral", self._world.loses_ephemeral)
        return web.json_response({"id": self._world.bot.id, "username": self._world.bot.username})

    async def _inbox(self, request: web.Request) -> web.Response:
        return web.json_response([dump(post.message) for post in self._who(request.match_info["person"]).inbox])

    async def _messages(self, request: web.Request) -> web.Response:
        return web.json_response([dump(post.message) for post in self._where(request.match_info["group"]).messages])

    async def _press(self, request: web.Request) -> web.Response:
        press = self._world.presses[request.match_info["press"]]
        return web.json_response(
            {"answered": press.answered, "text": press.text, "alert": press.alert, "url": press.url}
        )

    async def _record(self, _request: web.Request) -> web.Response:
        updates, record = self._world.updates, self._world.record
        calls = [
            {"method": call.method, "values": call.values, "at": call.at.isoformat(), "code": call.code}
            | {"description": call.description, "performed": call.performed}
            for call in record.calls
        ]
        confirmed = {str(number): at.isoformat() for number, at in updates.confirmed.items()}
        return web.json_response({"calls": calls, "sent": list(updates.sent.values()), "confirmed": confirmed})

    def _who(self, name: str | int) -> Person:
        for person in self._world.people.values():
            if str(name) in (person.name, str(person.id)):
                return person
        raise LookupError(f"nobody is called {name!r}")

    def _where(self, name: str | int) -> Room:
        for room in self._world.rooms.values():
            if str(name) in (room.title, str(room.id)) and room.migrated_to is None:
                return room
        raise LookupError(f"no group is called {name!r}")

    def _argument(self, key: str, value: Any) -> Any:
        if key == "group":
            return self._where(value)
        if key == "whom":
            return self._who(value)
        if key in ("rights", "permissions"):
            return frozenset(value)
        if key not in ("post", "reply_to"):
            return value
        for post in self._where(value["chat"]).posts:
            wanted = value.get("ephemeral") or value.get("message")
            if post.id == wanted and (post.to is not None) == ("ephemeral" in value):
                return post
        raise LookupError(f"no message {value}")

    def _outcome(self, outcome: Any) -> dict[str, Any]:
        if isinstance(outcome, Post):
            return {"chat": outcome.message.chat.id, "message": outcome.message.message_id, "id": outcome.id}
        if isinstance(outcome, Room):
            return {"id": outcome.id}
        return {"id": outcome.id} if outcome is not None else {}
