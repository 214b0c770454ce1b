"""The world over HTTP, for a bot and a harness in other processes: `/control/...`, JSON in and out.

People and guilds are named by name or id, channels, posts and presses by id. What cannot be done answers 400 with
{"error": why}.
"""

import base64
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.typedefs import Handler
from simcord.backend.errors import BackendError, SetupError

from tests.standin.discord.channel import Channel
from tests.standin.discord.told import told

if TYPE_CHECKING:
    from tests.standin.discord.guild import Guild
    from tests.standin.discord.person import Person
    from tests.standin.discord.server import DiscordStandIn
    from tests.standin.discord.world import World

SPEAKING = frozenset({"says", "writes", "edits", "deletes", "joins", "leaves", "installs", "blocks_bot"})
PERSON = SPEAKING | {"clicks", "chooses", "submits", "forges", "slash"}
GUILD = frozenset({"kicks", "bans", "screens", "adds_bot", "removes_bot", "goes_down", "comes_back"})
FAULTS = frozenset({"too_many", "refuse", "fail", "slow", "drop"})
GATEWAY = frozenset({"drop", "lose", "repeat", "ask_to_reconnect"})


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say in a 400 why an order to the world cannot be carried out."""
    try:
        return await handler(request)
    except (PermissionError, LookupError, TypeError, ValueError, TimeoutError, BackendError, SetupError) as error:
        if not request.path.startswith("/control/"):
            raise
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)


class Control:
    """Answers the control API of one stand-in."""

    def __init__(self, standin: "DiscordStandIn") -> None:
        self._standin = standin
        self._world: World = standin.world

    def routes(self) -> list[web.RouteDef]:
        """Return the table of contents of this API; what a `verb` may be stands above."""
        return [
            web.post("/control/person", self._person),
            web.post("/control/guild", self._guild),
            web.post("/control/channel", self._channel),
            web.post("/control/act", self._act),
            web.post("/control/change", self._change),
            web.post("/control/fault", self._fault),
            web.post("/control/gateway", self._gateway),
            web.post("/control/portal", self._portal),
            web.post("/control/clock", self._clock),
            web.post("/control/settled", self._settled),
            web.get("/control/sees/{person}", self._sees),
            web.get("/control/messages/{channel}", self._messages),
            web.get("/control/press/{press}", self._press),
            web.get("/control/record", self._record),
        ]

    async def _person(self, request: web.Request) -> web.Response:
        return web.json_response({"id": self._world.person(**await request.json()).id})

    async def _guild(self, request: web.Request) -> web.Response:
        body = await request.json()
        body["members"] = [self._who(each) for each in body.get("members", ())]
        guild = self._world.guild(**body)
        return web.json_response({"id": guild.id, "general": guild.general.id, "owner": guild.owner.id})

    async def _channel(self, request: web.Request) -> web.Response:
        """Make a channel, `kind` one of channel, voice, forum."""
        body = await request.json()
        if body.get("kind", "channel") not in ("channel", "voice", "forum"):
            raise ValueError(f"no kind of channel: {body['kind']!r}")
        made: Channel = getattr(self._where(body["guild"]), body.get("kind", "channel"))(body["name"])
        return web.json_response({"id": made.id})

    async def _act(self, request: web.Request) -> web.Response:
        """Let `who` do `verb`, with `post`, `press`, `guild`, `channel` and `with` (words) as the verb takes them."""
        body = await request.json()
        person, verb = self._who(body.pop("who")), self._verb(body, PERSON)
        first = [self._thing(key, body.pop(key)) for key in ("post", "press", "guild", "channel") if key in body]
        if verb == "slash" and not first:
            first = [None]
        if body.get("reply_to"):
            body["reply_to"] = self._thing("post", body["reply_to"])
        files = {key: (value["name"], base64.b64decode(value["base64"])) for key, value in _files(body)}
        words = body.pop("with", [])
        return web.json_response(told(getattr(person, verb)(*first, *words, **{**body, **files})))

    async def _change(self, request: web.Request) -> web.Response:
        """Change a guild: `verb`, and `person` where it concerns one."""
        body = await request.json()
        guild, verb = self._where(body.pop("guild")), self._verb(body, GUILD)
        people = [self._who(body.pop("person"))] if "person" in body else []
        getattr(guild, verb)(*people, **body)
        return web.json_response({})

    async def _fault(self, request: web.Request) -> web.Response:
        body = await request.json()
        getattr(self._world.faults, self._verb(body, FAULTS))(**body)
        return web.json_response({})

    async def _gateway(self, request: web.Request) -> web.Response:
        body = await request.json()
        getattr(self._world.hub, self._verb(body, GATEWAY))(**body)
        return web.json_response({})

    async def _portal(self, request: web.Request) -> web.Response:
        for switch, on in (await request.json()).items():
            setattr(self._world.portal, switch, bool(on))
        return web.json_response({})

    async def _clock(self, request: web.Request) -> web.Response:
        self._world.clock.advance(float((await request.json())["advance"]))
        return web.json_response({"now": self._world.clock.now().isoformat()})

    async def _settled(self, request: web.Request) -> web.Response:
        await self._standin.settled(**await request.json())
        return web.json_response({})

    async def _sees(self, request: web.Request) -> web.Response:
        return web.json_response([told(post) for post in self._who(request.match_info["person"]).sees()])

    async def _messages(self, request: web.Request) -> web.Response:
        posts = self._world.posts(int(request.match_info["channel"]))
        return web.json_response([told(post) for post in posts])

    async def _press(self, request: web.Request) -> web.Response:
        return web.json_response(told(self._thing("press", request.match_info["press"])))

    async def _record(self, request: web.Request) -> web.Response:
        record = self._world.record
        calls = [[c.method, c.path, c.code, c.error, c.body] for c in record.calls]
        return web.json_response({"calls": calls, "violations": record.violations})

    @staticmethod
    def _verb(body: dict[str, Any], known: frozenset[str]) -> str:
        verb = str(body.pop("verb", ""))
        if verb not in known:
            raise ValueError(f"no verb {verb!r}; there are {sorted(known)}")
        return verb

    def _who(self, name: Any) -> "Person":
        for person in self._world.people.values():
            if str(name) in (person.user.name, str(person.id)):
                return person
        raise LookupError(f"nobody is called {name!r}")

    def _where(self, name: Any) -> "Guild":
        for guild in self._world.guilds.values():
            if str(name) in (guild.model.name, str(guild.id)):
                return guild
        raise LookupError(f"no guild is called {name!r}")

    def _thing(self, kind: str, name: Any) -> Any:
        if kind == "guild":
            return self._where(name)
        if kind == "channel":
            return Channel(self._world, self._world.backend.channels[int(name)])
        if kind == "press":
            return next(press for press in self._world.presses if press.record.id == int(name))
        kept = self._world.backend.messages.values()
        return self._world.post(next(channel[int(name)] for channel in kept if int(name) in channel))


def _files(body: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """Take the files out of an order: {"name": ..., "base64": ...}."""
    return [(key, body.pop(key)) for key, value in list(body.items()) if isinstance(value, dict) and "base64" in value]
