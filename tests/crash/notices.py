"""What the stand-in's record says of the bot: which updates it was handed, and which answers reached whom."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from groupbot.buttons import Buttons, Press
from groupbot.people import Actor
from tests.crash.model import Act
from tests.standin.telegram import StandIn
from tests.standin.telegram.record import Call

EDITED, HUSHED, SENT, NEWS = "edited", "hushed", "sent", "news"
DECIDED = " is decided."
SAME = "message is not modified"


class Notices:
    """Counts how often each answer `came`; one that finds its like in place already was given a second time.

    `handed` are the updates handed over since it was last cleared.
    """

    def __init__(self, tg: StandIn, buttons: Buttons, titles: Mapping[str, int]) -> None:
        self._tg = tg
        self._titles = titles
        self._buttons = buttons
        self._read = 0
        self._under_way: list[Call] = []
        self.came: Counter[tuple[str, int, int]] = Counter()
        self.handed: set[int] = set()

    def listen(self) -> None:
        """Take in what was called since the last time."""
        calls = self._tg.world.record.calls
        heard = self._under_way + calls[self._read :]
        self._read = len(calls)
        self._under_way = [call for call in heard if not call.code]
        for call in heard:
            if call.code and call.method == "getUpdates":
                self.handed.update(update["update_id"] for update in call.result or ())
            elif call.performed or SAME in call.description:
                self.came.update(self._places(call))

    def forget(self) -> None:
        """Forget all, and have the record forget it too."""
        self._tg.world.record.calls.clear()
        self._read = 0
        self._under_way.clear()
        self.came.clear()
        self.handed.clear()

    def missing(self, acts: Sequence[Act]) -> list[Act]:
        """Return the decisions whose answer never came, and has not given way to a newer one."""
        return [
            act
            for position, act in enumerate(acts)
            if act.owed
            and not self.came[act.answer]
            and not any(later.may_be_written and later.overtakes(act) for later in acts[position + 1 :])
        ]

    def doubled(self, acts: Iterable[Act]) -> int:
        """Count the answers that came once too often."""
        return sum(max(0, self.came[act.answer] - 1) for act in acts if act.owed)

    def _places(self, call: Call) -> list[tuple[str, int, int]]:
        values = call.values
        match call.method:
            case "editMessageText":
                return [(EDITED, int(values["chat_id"]), int(values["message_id"]))]
            case "editEphemeralMessageText":
                return [(HUSHED, int(values["receiver_user_id"]), int(values["ephemeral_message_id"]))]
            case "sendMessage" if int(values["chat_id"]) > 0:
                person, text = int(values["chat_id"]), str(values["text"])
                if DECIDED in text:
                    return [(NEWS, person, group) for title, group in self._titles.items() if title in text]
                return [(SENT, person, group) for group in self._groups(person, values.get("reply_markup"))]
        return []

    def _groups(self, person: int, markup: object) -> set[int]:
        """Return the groups that the buttons of a new message speak of."""
        keyboard = json.loads(markup) if isinstance(markup, str) else markup
        rows = keyboard["inline_keyboard"] if isinstance(keyboard, dict) else []
        tokens = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        actor = Actor("telegram", str(person))
        opened = [self._buttons.open(token, self._tg.clock.now(), actor) for token in tokens]
        return {press.group for press in opened if isinstance(press, Press)}
