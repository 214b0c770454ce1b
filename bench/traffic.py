"""Raw updates as they come from the network: what is said in a lively group in a day, without any command.

Of 200 updates 129 are words (one in four with entities), 45 replies, 14 photos with captions, 10 edits, and 2 tell of a
newcomer: to a bot that is admin Telegram sends both the membership update and the service message.
"""

import json
import random
from typing import Any

Raw = dict[str, Any]

BLOCK = 200
STARTED = 1_795_500_000

_PEOPLE = (
    ("Noa", "Okafor", "he"),
    ("Ada", "", "en"),
    ("王", "小明", "zh-hans"),
    ("Zoé", "Lefèvre", "fr"),
    ("Юрий", "", "ru"),
    ("محمد", "", "ar"),
)
_WORDS = (
    "Has anybody looked at the new draft of the guideline? I left some notes on the talk page.",
    "שלום לכולם, מישהו יכול לעזור לי עם תבנית המידע בערך החדש?",
    "Danke, das hilft mir weiter!",
    "谢谢大家,我明天再看一下这个条目的来源。",
    "На странице обсуждения уже есть ответ, посмотрите, пожалуйста, последний абзац.",  # noqa: RUF001  (it is Russian)
    "شكراً لكم جميعاً، سأراجع المصادر هذا المساء.",
    "ok",
    "Je propose qu'on se retrouve samedi à 14 h pour l'atelier, tout le monde est bienvenu.",
    (
        "The bot that archives talk pages has been down since yesterday evening, and whoever runs it does not seem to "
        "be around. Does somebody know whether there is another one that could take over for a few days? Otherwise I "
        "would ask on the village pump, but I do not want to make more noise about it than is needed."
    ),
)
_LINKED = "@noa see https://en.wikipedia.org/wiki/Help:Contents and #editathon for the details"
_ENTITIES = (
    {"type": "mention", "offset": 0, "length": 4},
    {"type": "url", "offset": 9, "length": 43},
    {"type": "hashtag", "offset": 57, "length": 10},
)


class Traffic:
    """Makes blocks of updates, spread over `chats` (their numbers); the same seed makes the same."""

    def __init__(self, chats: list[int], seed: int = 1) -> None:
        self._chats = chats
        self._random = random.Random(seed)  # noqa: S311  (replayable, no secret)
        self._number = 700_000_000

    def block(self) -> list[Raw]:
        """Return 200 updates in random order, with strings of their own as json.loads makes them."""
        kinds = [self._text] * 97 + [self._linked] * 32 + [self._reply] * 45
        kinds += [self._photo] * 14 + [self._edit] * 10 + [self._joined]
        self._random.shuffle(kinds)
        updates = []
        for kind in kinds:
            updates.append(self._numbered(kind()))
            if kind == self._joined:
                updates.append(self._numbered(self._told(updates[-1]["chat_member"])))
        made: list[Raw] = json.loads(json.dumps(updates))
        return made

    def _numbered(self, body: Raw) -> Raw:
        self._number += 1
        return {"update_id": self._number} | body

    def _text(self) -> Raw:
        return {"message": self._message() | {"text": self._random.choice(_WORDS)}}

    def _linked(self) -> Raw:
        return {"message": self._message() | {"text": _LINKED, "entities": list(_ENTITIES)}}

    def _reply(self) -> Raw:
        message = self._message()
        answered = self._message() | {"chat": message["chat"], "text": self._random.choice(_WORDS)}
        return {"message": message | {"reply_to_message": answered, "text": self._random.choice(_WORDS)}}

    def _photo(self) -> Raw:
        sizes = [
            {"file_id": f"AgACAgQ{'x' * 60}{width}", "file_unique_id": f"AQAD{width}", "width": width, "height": width}
            | {"file_size": width * 90}
            for width in (90, 320, 800, 1280)
        ]
        return {"message": self._message() | {"photo": sizes, "caption": self._random.choice(_WORDS)}}

    def _edit(self) -> Raw:
        message = self._message() | {"text": self._random.choice(_WORDS)}
        return {"edited_message": message | {"edit_date": message["date"] + 40}}

    def _joined(self) -> Raw:
        chat, person = self._chat(), self._person()
        before = {"user": person, "status": "left"}
        after = {"user": person, "status": "member"}
        change = {"chat": chat, "from": person, "date": STARTED, "old_chat_member": before, "new_chat_member": after}
        return {"chat_member": change}

    def _told(self, change: Raw) -> Raw:
        person = change["from"]
        members = {"new_chat_participant": person, "new_chat_member": person, "new_chat_members": [person]}
        return {"message": self._message() | {"chat": change["chat"], "from": person} | members}

    def _message(self) -> Raw:
        number = self._number % 1_000_000
        return {"message_id": number, "from": self._person(), "chat": self._chat(), "date": STARTED + number}

    def _person(self) -> Raw:
        first, last, language = self._random.choice(_PEOPLE)
        id_ = 5_000_000_000 + self._random.randrange(100_000)
        person = {"id": id_, "is_bot": False, "first_name": first, "language_code": language}
        return person | ({"last_name": last} if last else {})

    def _chat(self) -> Raw:
        number = self._random.choice(self._chats)
        return {"id": number, "title": f"Editors {number % 1000}", "type": "supergroup"}
