"""The whole bot with people, admins, clocks and faults around it, held against the model of consent after every act."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from adapters.sandbox.state import PLATFORM, Delivery
from groupbot.actions import Action
from groupbot.consent import records
from groupbot.consent.model import purposes_of
from groupbot.events import Event
from groupbot.groups import register
from groupbot.language.records import chosen
from groupbot.language.service import LANGUAGES
from groupbot.ports import Standing
from groupbot.store.unit import Unit
from tests.property.consent_model import LANGUAGE_DAYS, Model
from tests.property.pressable import Shown, newest, shown_by
from tests.property.rows import Rows
from tests.property.terms import POLICIES, compiled, fingerprint
from tests.property.town import GROUPS, Town

PEOPLE = ("noa", "eve", "dan")
REMEMBERED = 80
WATCHED = ("consent_record", "consent_grant", "language_choice", "vault.people", "vault.keys")
ASKED = (*WATCHED, "chat_group")
Known = tuple[dict[tuple[str, str], tuple[object, object]], dict[str, str]]
HOURS = [2, 23, 7 * 24, 29 * 24, 31 * 24, 100 * 24, 182 * 24, 365 * 24, 425 * 24]
COMMANDS = ["consent", "notice", "withdraw", "mydata", "erase", "privacy", "language", "help"]
people, groups = st.sampled_from(PEOPLE), st.sampled_from(GROUPS)
chosen_purposes = st.sampled_from(["events digest", "events", "digest", ""])


class ConsentMachine(RuleBasedStateMachine):
    """Requires that after every act the rows of the bot are what the model says, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.town = Town(*PEOPLE)
        self.law = "as shipped"
        self.model = Model(compiled(self.law), self.town.today)
        self.seen: dict[str, Shown] = {}
        self.known: tuple[object, Known] | None = None
        self.look()

    def teardown(self) -> None:
        """Close the town."""
        self.town.close()

    def look(self) -> None:
        """Remember the buttons that stand somewhere now, and forget the oldest."""
        for person in self.town.world.people.values():
            self.remember(shown_by(person.key, person.inbox[-2:]))
        for group in self.town.world.groups.values():
            self.remember(shown_by("", group.posts[-1:]))

    def remember(self, buttons: list[Shown]) -> None:
        """Keep buttons, whatever becomes of their screens."""
        self.seen |= {button.token: button for button in buttons}
        for token in list(self.seen)[:-REMEMBERED]:
            del self.seen[token]

    def happens(self, event: Event, *, changes: bool, twice: bool = False) -> None:
        """Give the bot an event; where the model sees no change, no row about anybody may differ afterwards."""
        before = None if changes else self.watched()
        for _ in range(2 if twice else 1):
            self.town.handle(event)
        assert before is None or self.watched() == before, event
        self.look()

    def watched(self) -> Rows:
        """Return the rows that can be about somebody."""
        return {table: rows for table, rows in self.town.rows().items() if table in WATCHED}

    def inside(self, who: str, group: str) -> bool:
        """Tell whether somebody is in a group."""
        return self.town.world.group(group).standing(who) is not Standing.OUTSIDE

    @rule(who=people, group=groups)
    def comes_or_goes(self, who: str, group: str) -> None:
        """Join, or leave when inside: neither is a consent or ends one."""
        verb = self.town.world.leaves if self.inside(who, group) else self.town.world.joins
        self.happens(verb(who, group), changes=False)

    @rule(who=people, group=groups)
    def is_removed(self, who: str, group: str) -> None:
        """Be removed from a group, which ends no consent."""
        if self.inside(who, group):
            self.happens(self.town.world.leaves(who, group, removed=True), changes=False)

    @rule(who=people, command=st.sampled_from(COMMANDS), group=st.sampled_from(("", *GROUPS)))
    def commands(self, who: str, command: str, group: str) -> None:
        """Give a command, which by itself writes nothing about anybody."""
        world = self.town.world
        if group and self.inside(who, group):
            self.happens(world.says(who, f"/{command}", group), changes=False)
        elif not group:
            self.happens(world.writes(who, f"/{command}"), changes=False)

    @rule(who=people, group=groups, purposes=chosen_purposes, twice=st.booleans())
    def walks_through(self, who: str, group: str, purposes: str, *, twice: bool) -> None:
        """Come in if need be, go from the line to the choice and save it, as people do."""
        if not self.inside(who, group):
            self.happens(self.town.world.joins(who, group), changes=False)
        line = shown_by("", self.town.world.group(group).posts[-1:])
        if not line:
            return
        self.press(who, line[0], twice=False)
        for action in (Action.PAGE, Action.PAGE, Action.READ, Action.AGE_YES):
            self.press_newest(who, action)
        for purpose in purposes.split():
            self.press_newest(who, Action.TOGGLE, purpose == "digest")
        self.press_newest(who, Action.SAVE, twice=twice)

    @rule(who=people, place=st.integers(0, 2), twice=st.booleans())
    def takes_back(self, who: str, place: int, *, twice: bool) -> None:
        """Write /withdraw in private, wherever one is by then, and press one of its buttons: one tap."""
        self.happens(self.town.world.writes(who, "/withdraw"), changes=False)
        buttons = newest(self.town.world, who)
        if buttons:
            self.press(who, buttons[place % len(buttons)], twice=twice)

    def press_newest(self, who: str, action: Action, place: int = 0, *, twice: bool = False) -> None:
        """Press a button of this kind on somebody's newest screen, if it has one."""
        found = [button for button in newest(self.town.world, who) if button.action == action]
        if found:
            self.press(who, found[min(place, len(found) - 1)], twice=twice)

    @rule(who=people, place=st.integers(0, 9), twice=st.booleans())
    def goes_on(self, who: str, place: int, *, twice: bool) -> None:
        """Press some button of the newest screen, once or delivered twice."""
        buttons = newest(self.town.world, who)
        if buttons:
            self.press(who, buttons[place % len(buttons)], twice=twice)

    @precondition(lambda self: self.seen)
    @rule(who=people, place=st.integers(0, REMEMBERED - 1))
    def presses_any(self, who: str, place: int) -> None:
        """Press any button ever shown to anybody: old, of another person, of another policy."""
        self.press(who, list(self.seen.values())[place % len(self.seen)], twice=False)

    @rule(who=people, other=people, place=st.integers(0, 9))
    def presses_anothers(self, who: str, other: str, place: int) -> None:
        """Press a button of the screen that somebody else has before them."""
        buttons = newest(self.town.world, other)
        if buttons:
            self.press(who, buttons[place % len(buttons)], twice=False)

    def press(self, who: str, button: Shown, *, twice: bool) -> None:
        """Press a button and let the model say what it means."""
        event = self.town.world.presses(who, button.message, button.token)
        effective = button.opens_for(who, self.town.clock.now()) and self.understood(who, button)
        self.happens(event, changes=effective, twice=twice)

    def understood(self, who: str, button: Shown) -> bool:
        """Do in the model what a button means, and tell whether that can touch a row."""
        model = self.model
        group = next((name for name in GROUPS if self.town.number(name) == button.group), "")
        held = (who, group) in model.given
        match button.action:
            case Action.SAVE:
                if not self.may_choose(who, group, button):
                    return False
                model.save(who, group, purposes_of(button.value))
                return held or (who, group) in model.given
            case Action.NONE | Action.AGE_NO:
                model.withdraw(who, group)
            case Action.WITHDRAW:
                model.withdraw(who, group, only=purposes_of(button.value))
            case Action.WITHDRAW_EVERYWHERE:
                held = any(person == who for person, _ in model.given)
                model.withdraw(who, *GROUPS)
            case Action.ERASE_NOW if group:
                model.withdraw(who, group)
            case Action.ERASE_NOW:
                held = who in model.languages or any(person == who for person, _ in model.given)
                model.withdraw(who, *GROUPS)
                model.languages.pop(who, None)
            case Action.LANGUAGE:
                return self.chooses(who, button.value)
            case _:
                return False
        return held

    def may_choose(self, who: str, group: str, button: Shown) -> bool:
        """Tell whether a choice counts: made inside the group, as far as the platform says, on the notice in force."""
        language = self.model.languages.get(who, ("en", 0))[0]
        away = self.town.world.delivery is not Delivery.WORKS
        return (away or self.inside(who, group)) and button.fingerprint == fingerprint(self.law, language)

    def chooses(self, who: str, value: int) -> bool:
        """Choose a language in the model, or forget the choice."""
        if value:
            self.model.languages[who] = (LANGUAGES[value - 1], self.model.today + LANGUAGE_DAYS)
            return True
        return self.model.languages.pop(who, None) is not None

    def something_is_at_stake(self) -> None:
        """Let somebody agree where nobody has: what was never given, no time and no terms could end."""
        if not self.model.given:
            # The one purpose that every policy here has: where it alone stands, two taps would leave it off.
            self.walks_through(PEOPLE[0], GROUPS[0], "events", twice=False)

    @rule(hours=st.sampled_from(HOURS))
    def time_passes(self, hours: int) -> None:
        """Move the clock, up to fourteen months, of which the bot sleeps through seven at most.

        Who has slept for more than thirteen erases an hour later: tests/unit/store/test_store_lease.py has that.
        """
        self.something_is_at_stake()
        for part in (hours // 2, hours - hours // 2):
            self.town.forward(timedelta(hours=part))
            self.model.pass_time(self.town.today)

    @rule(names=st.lists(st.sampled_from(sorted(POLICIES)), min_size=1, max_size=2))
    def terms_change(self, names: list[str]) -> None:
        """Edit the policy file, once or in quick succession."""
        self.something_is_at_stake()
        for name in names:
            if name != self.law:
                self.edit(name)

    def edit(self, name: str) -> None:
        """Edit the policy file; terms that come too soon are refused, and the former ones put back.

        Where only one group has to wait, the groups part ways: tests/unit/groups/test_kept_policies.py has that.
        """
        waiting = self.model.must_wait(compiled(name), GROUPS)
        if waiting not in (set(), set(GROUPS)):
            return
        self.town.site.policy.write_text(POLICIES[name], encoding="utf-8")
        self.town.tick()
        if not waiting:
            self.model.enforce(compiled(name))
            self.law = name
        for group in GROUPS:
            assert self.town.house.directory.law(self.town.number(group)).policy == self.model.policy
        if waiting:
            self.town.site.policy.write_text(POLICIES[self.law], encoding="utf-8")
            self.town.tick()

    @rule(fault=st.sampled_from(["mended", "mended", "broken", "restart"]))
    def something_fails(self, fault: str) -> None:
        """Stop the bot and start it again, by which no row changes; or let the platform fail, or work again."""
        if fault == "restart":
            before = self.watched()
            self.town.restart()
            self.known = None
            assert self.watched() == before
            return
        delivery = Delivery.UNAVAILABLE if fault == "broken" else Delivery.WORKS
        if delivery is not self.town.world.delivery:
            self.town.world.delivery = delivery
            self.town.tick()

    @invariant()
    def the_bot_knows_what_the_model_knows(self) -> None:
        """Consents and chosen languages are those of the model, and exactly what is valid by it is permitted."""
        known, languages = self.knows()
        assert languages == {who: kept[0] for who, kept in self.model.languages.items()}
        for key, (held, permitted) in known.items():
            given = self.model.given.get(key)
            assert held == (dict.fromkeys(given.purposes, given.until) if given else {})
            assert permitted == self.model.valid(*key)

    def knows(self) -> Known:
        """Return what the bot knows, asked anew when a row, the day or a law is another than when it was asked."""
        rows, directory = self.town.rows(), self.town.house.directory
        laws = [directory.law(self.town.number(group)).policy for group in GROUPS]
        moment = ({table: rows[table] for table in ASKED}, self.town.today, laws)
        if self.known is None or self.known[0] != moment:
            self.known = (moment, self.town.read(self.ask))
        return self.known[1]

    def ask(self, unit: Unit) -> Known:
        """Return what the bot holds of everybody in each group, what that permits, and the chosen languages."""
        consents: dict[tuple[str, str], tuple[object, object]] = {}
        actors = {who: self.town.world.person(who).actor for who in PEOPLE}
        for group in GROUPS:
            number = self.town.number(group)
            law = self.town.house.directory.law(number).policy
            terms = register.terms_token(unit, number, law.material())
            for who, actor in actors.items():
                found = records.load(unit, unit.vault.find(number, PLATFORM, actor.id))
                held = {purpose: grant.until for purpose, grant in found.grants.items()}
                consents[who, group] = held, found.valid(terms, self.town.today)
        return consents, {who: code for who, actor in actors.items() if (code := chosen(unit, actor))}

    @invariant()
    def nothing_is_left_over(self) -> None:
        """There is no row, key or person beyond these; each key has its row, and no erasure waits."""
        rows = self.town.rows()
        assert len(rows["consent_record"]) == len(self.model.given)
        assert len(rows["consent_grant"]) == sum(len(held.purposes) for held in self.model.given.values())
        assert len(rows["language_choice"]) == len(self.model.languages)
        assert len(rows["vault.people"]) == len(self.model.given) + len(self.model.languages)
        assert not rows["erase_job"]
        named = [row["key_id"] for table in rows.values() for row in table if "key_id" in row]
        assert sorted(map(repr, named)) == sorted(repr(row["id"]) for row in rows["vault.keys"])
