"""The notice: what a group and the bot do with a member's words, rendered from policy and addressed by its content."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from groupbot.content import Count, Country, Lines, Name, Rich, Text
from groupbot.i18n.render import Renderer
from groupbot.policy.models import Body, Party, Policy
from groupbot.policy.same import REMEMBERED, Same

VERSION = 3
_PREFACE = 256  # room for a word before the first page, such as that the notice has changed
_LONG = 200
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice in one language: its pages as shown, the SHA-256 (hex) of their exact text, and the facts it states.

    `facts` are the values of the policy that a consent record has to name (ISO/IEC TS 27560): who is responsible,
    where the data lies, who sees it, how long. `material` is the fingerprint (hex) of the terms behind the text.
    """

    pages: tuple[Rich, ...]
    language: str
    version: int
    digest: str
    facts: dict[str, Any]
    material: str

    @property
    def fingerprint(self) -> int:
        """Return the 32 bits that a button carries: which text its presser had seen, and under which terms.

        Not all terms are words of the notice: the age is asked after it, and whoever answered was asked for that one.
        """
        return int.from_bytes(sha256(f"{self.digest}{self.material}".encode()).digest()[:4], "big")


def render(renderer: Renderer, language: str, policy: Policy, limit: int) -> Notice:
    """Render the notice of a policy; `limit` is the platform's page length in UTF-16 code units."""
    return _rendered(renderer, language, Same(policy), limit)


@lru_cache(REMEMBERED)
def _rendered(renderer: Renderer, language: str, same: Same[Policy], limit: int) -> Notice:
    policy = same.it
    pages = renderer.pages(language, tuple(parts(policy, language)), limit - _PREFACE)
    digest = sha256(b"\x1e".join(page.text.encode() for page in pages)).hexdigest()
    return Notice(pages, language, VERSION, digest, facts(policy), policy.material().hex())


def parts(policy: Policy, language: str) -> Iterator[Text | Lines]:
    """Yield the paragraphs of a notice; each duty of GDPR articles 13(1) and 13(2) has keys of its own."""
    yield Text("notice-title")
    who = Text("notice-who", (party(policy.controller), party(policy.host)))
    yield Lines((who, Text("notice-dpo", (party(policy.dpo),)))) if policy.dpo else who
    yield Text(f"notice-confidentiality-{policy.confidentiality}")
    yield Text("notice-never")
    yield Text("notice-without")
    if policy.consent.purposes:
        yield from _if_you_agree(policy)
    more = (Text("notice-recipient", (Name(recipient, _LONG),)) for recipient in policy.recipients)
    yield Lines((Text("notice-recipients"), *more))
    where = (Name(policy.storage.provider, _LONG), Country(policy.storage.country))
    abroad = (
        Text("notice-transfers", (Name(policy.transfers, _LONG),)) if policy.transfers else Text("notice-no-transfers")
    )
    yield Lines((Text("notice-storage", where), abroad))
    yield Lines((Text("notice-rights"), Text("notice-withdraw")))
    yield Text("notice-automated")
    yield Text("notice-compelled", (Country(policy.jurisdiction),))
    appeals = (Text("notice-appeal", (party(body),)) for body in policy.appeals.bodies)
    yield Lines((Text("notice-complaint", (party(policy.complaint),)), *appeals))
    own = next((note for spoken, note in policy.notice.note.items() if spoken == language), "")
    if own:
        yield Text("notice-own-words", (Name(own, _LONGEST),))


def facts(policy: Policy) -> dict[str, Any]:
    """Return what a consent record says about everybody but the member."""
    include = {
        "controller",
        "host",
        "confidentiality",
        "retention",
        "recipients",
        "storage",
        "jurisdiction",
        "transfers",
    }
    found: dict[str, Any] = policy.model_dump(mode="json", include=include | {"complaint"})
    return found | {"age": policy.consent.age}


def party(named: Party | Body) -> Text:
    """Return a name with the way to reach it."""
    return Text("party", (Name(named.name, _LONG), Name(named.contact, _LONG)))


def _if_you_agree(policy: Policy) -> Iterator[Text | Lines]:
    days = {"events": (Count(policy.retention.events_days),)}
    items = (Text(f"notice-purpose-{purpose}", days.get(purpose, ())) for purpose in policy.consent.purposes)
    yield Lines((Text("notice-purposes"), *items))
    if "digest" in policy.consent.purposes:
        yield Text("notice-counts")
    yield Text("notice-basis", (Count(policy.consent.valid_months),))
    yield Text("notice-voluntary")
