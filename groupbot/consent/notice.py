"""The notice: what a group and the bot do with a member's words, rendered from policy and addressed by its content."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from groupbot.content import Count, Country, Name, Rich, Text
from groupbot.i18n.render import Renderer
from groupbot.policy.models import Body, Party, Policy

VERSION = 1
_LONG = 200
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice in one language: its pages as shown, and the SHA-256 (hex) of their exact text, all pages in order."""

    pages: tuple[Rich, ...]
    language: str
    version: int
    digest: str

    @property
    def fingerprint(self) -> int:
        """Return the 32 bits that a button carries to say which notice its presser had seen."""
        return int(self.digest[:8], 16)


def render(renderer: Renderer, language: str, policy: Policy, limit: int) -> Notice:
    """Render the notice of a policy; `limit` is the platform's page length in UTF-16 code units."""
    pages = renderer.pages(language, tuple(parts(policy, language)), limit)
    digest = sha256(b"\x1e".join(page.text.encode() for page in pages)).hexdigest()
    return Notice(pages, language, VERSION, digest)


def parts(policy: Policy, language: str) -> Iterator[Text]:
    """Yield the paragraphs of a notice; each duty of GDPR articles 13(1) and 13(2) has keys of its own."""
    yield Text("notice-title")
    yield Text("notice-who", (party(policy.controller), party(policy.host)))
    yield Text(f"notice-confidentiality-{policy.confidentiality}")
    yield Text("notice-never")
    if policy.consent.purposes:
        yield from _if_you_agree(policy)
    yield Text("notice-recipients")
    for recipient in policy.recipients:
        yield Text("notice-recipient", (Name(recipient, _LONG),))
    yield Text("notice-storage", (Name(policy.storage.provider, _LONG), Country(policy.storage.country)))
    yield Text("notice-transfers", (Name(policy.transfers, _LONG),)) if policy.transfers else Text("notice-no-transfers")
    yield Text("notice-rights")
    yield Text("notice-withdraw")
    yield Text("notice-automated")
    yield Text("notice-compelled", (Country(policy.jurisdiction),))
    yield Text("notice-complaint", (party(policy.complaint),))
    for body in policy.appeals:
        yield Text("notice-appeal", (party(body),))
    own = policy.notice.note.get(language)
    if own:
        yield Text("notice-own-words", (Name(own, _LONGEST),))


def party(named: Party | Body) -> Text:
    """Return a name with the way to reach it."""
    return Text("party", (Name(named.name, _LONG), Name(named.contact, _LONG)))


def _if_you_agree(policy: Policy) -> Iterator[Text]:
    yield Text("notice-purposes")
    for purpose in policy.consent.purposes:
        days = (Count(policy.retention.events_days),) if purpose == "events" else ()
        yield Text(f"notice-purpose-{purpose}", days)
    if "digest" in policy.consent.purposes:
        yield Text("notice-counts")
    yield Text("notice-basis", (Count(policy.consent.valid_months),))
    yield Text("notice-voluntary")
