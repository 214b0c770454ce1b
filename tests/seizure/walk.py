"""People with unmistakable names who do everything that leaves a trace, and some who leave none."""

from dataclasses import dataclass, field

from tests.going_live import go_live
from tests.standin.telegram import StandIn
from tests.standin.telegram.model import Post, Room
from tests.standin.telegram.person import Person

SAID = "https://zanzibar-link.example/Quetzal?secret=1 VOTE-OSTRICH \u202exyz"
READ, YES, SAVE = 0, 0, -2
APPLY = "Apply"
# Seconds, where a machine does much else.
PATIENCE = 60


@dataclass
class Cast:
    """Who took part; `words` is everything they wrote or were called, as they wrote it."""

    tg: StandIn
    rooms: list[Room] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def comes(self, who: str, name: str, language: str) -> Person:
        """Bring somebody into the world and into every room."""
        person = self.tg.world.person(name, language=language, username=f"{who}_kumquat")
        self.people[who] = person
        return person

    @property
    def words(self) -> list[str]:
        """Return names, user names and what was said."""
        called = [name for person in self.people.values() for name in (person.name, person.username)]
        return [*called, *SAID.split(" ")[:2]]

    @property
    def ids(self) -> list[int]:
        """Return the ids of all people."""
        return [person.id for person in self.people.values()]


async def newest(cast: Cast, who: str) -> Post:
    """Return the newest message of the bot in somebody's private view that has buttons."""
    person = cast.people[who]
    own = [post for post in person.inbox if post.author != person.id and post.buttons]
    return own[-1]


async def presses(cast: Cast, who: str, position: int, post: Post | None = None) -> None:
    """Press a button by its position and wait for all that follows."""
    chosen = post or await newest(cast, who)
    data = list(chosen.buttons.values())[position]
    press = await cast.people[who].presses(chosen, data)
    await cast.tg.until(lambda: press.answered, PATIENCE)


async def opens(cast: Cast, who: str, room: Room) -> None:
    """Open the notice from the group's line, read it to its end, and answer the age question with yes."""
    line = next(post for post in reversed(room.messages) if post.buttons)
    await presses(cast, who, 0, line)
    before = await newest(cast, who)
    while len(before.buttons) == 1:
        await presses(cast, who, READ)
        before = await newest(cast, who)
    await presses(cast, who, YES)


async def agrees(cast: Cast, who: str, room: Room, *toggles: int) -> None:
    """Agree to the purposes at these positions."""
    await opens(cast, who, room)
    for position in toggles:
        await presses(cast, who, position)
    await presses(cast, who, SAVE)


async def commands(cast: Cast, who: str, command: str) -> None:
    """Give a command in private and wait for the answer."""
    person = cast.people[who]
    answers = len([post for post in person.inbox if post.author != person.id])
    await person.writes(f"/{command}")
    await cast.tg.until(lambda: len([post for post in person.inbox if post.author != person.id]) > answers, PATIENCE)


async def sets(cast: Cast, room: Room, text: str, *, apply: bool = True) -> None:
    """Let the owner send other settings of a room, and put them in force or leave them waiting."""
    owner = cast.people["owner"]
    before = [post for post in owner.inbox if APPLY in post.buttons]
    await owner.says(room, f"/policy {text}")
    await cast.tg.until(lambda: _asked(owner) not in (*before, None), PATIENCE)
    if apply:
        await presses(cast, "owner", 0, _asked(owner))


def _asked(owner: Person) -> Post | None:
    return next((post for post in reversed(owner.inbox) if APPLY in post.buttons), None)


async def play(tg: StandIn) -> Cast:
    """Let the bot into two groups: three people agree, one of them withdraws; others do not.

    An admin keeps some of each from writing. Last of all Ali changes a choice while Telegram takes no answer to it.
    """
    cast = Cast(tg)
    owner = cast.comes("owner", "Olga Obelisk", "en")
    for who, name, language in (
        ("noa", "נועה Zebulon", "he"),
        ("ali", "علي Yarborough", "ar"),
        ("ming", "小明 Xiphias", "zh-hans"),
        ("refuser", "Rufus <b>Refusal</b> @everyone", "en"),
        ("talker", "Tallulah\u202e Talkative", "de"),
        ("reader", "Ren Readalot", "fr"),
    ):
        cast.comes(who, name, language)
    members = tuple(person for who, person in cast.people.items() if who != "owner")
    for title in ("Marmalade Conclave", "חדר Wisteria"):
        room = tg.world.group(title, owner=owner, members=members)
        await owner.makes_bot(room, "left")
        await owner.makes_bot(room, "administrator")
        cast.rooms.append(room)
    for who in cast.people:
        await commands(cast, who, "start")
    for room in cast.rooms:
        await go_live(tg, owner, room)
    first, second = cast.rooms
    await sets(cast, first, "access: closed")
    await sets(cast, first, "composition: one-sided")
    await sets(cast, first, "join_notices: remove", apply=False)
    talker = cast.people["talker"]
    said = await talker.says(first, SAID)
    await talker.edits(said, f"{SAID} again")
    await agrees(cast, "noa", first, 0, 1, 2)
    await agrees(cast, "noa", second, 0)
    await agrees(cast, "ali", first, 3)
    await agrees(cast, "ming", second, 0, 1)
    for who, room in (("noa", first), ("talker", first), ("ming", second)):
        await owner.makes(cast.people[who], room, "restricted", permissions=frozenset({"can_send_messages"}))
    await tg.until(lambda: not tg.world.updates.pending, PATIENCE)
    await opens(cast, "refuser", first)
    await presses(cast, "refuser", -1)
    await opens(cast, "reader", second)
    await commands(cast, "noa", "language")
    await presses(cast, "noa", 1)
    await commands(cast, "noa", "consent")
    await commands(cast, "ming", "withdraw")
    await presses(cast, "ming", 0)
    await presses(cast, "ming", -1)
    await commands(cast, "ali", "mydata")
    await commands(cast, "talker", "privacy")
    await opens(cast, "ali", first)
    waits = tg.world.faults.too_many("editMessageText", after=3600, chat=cast.people["ali"].id)
    screen = await newest(cast, "ali")
    await cast.people["ali"].presses(screen, list(screen.buttons.values())[SAVE])
    await tg.until(lambda: not waits.times, PATIENCE)
    return cast
