"""What a policy can say: the one source of its checks, its JSON Schema and its reference."""

import hashlib
import json
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from groupbot.policy.fields import (
    PURPOSES,
    Contact,
    Country,
    Extends,
    Flag,
    Languages,
    MaybeText,
    Modules,
    Name,
    Notes,
    Purposes,
    Recipients,
    Text,
    Thread,
    TimeZone,
    Version,
    Wikis,
    absent,
    wrong,
)
from groupbot.policy.gate import Gate
from groupbot.policy.same import REMEMBERED, Same


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(_Part):
    """Somebody who answers for the group or for the bot, as GDPR article 13(1)(a) requires."""

    name: Name = Field(description="The name of an organisation or a role; every member reads it.")
    kind: Literal["organisation", "role", "person"] = Field(
        description="What the name is: an organisation, a role (such as the moderators), or a private person."
    )
    contact: Contact = Field(description="A mail address, an address that begins with https://, or a wiki page.")
    publish_confirmed: Flag = Field(
        default=False,
        validate_default=True,
        description="True once a private person has agreed that every member and visitor reads their name.",
    )

    @field_validator("publish_confirmed")
    @classmethod
    def _person_agreed(cls, confirmed: bool, info: ValidationInfo) -> bool:  # noqa: FBT001  (pydantic's signature)
        if info.data.get("kind") == "person" and not confirmed:
            raise wrong(
                "this publishes a private person's name and contact: every member reads them,"
                " and anybody who is shown the notice",
                "name an organisation or a role with an address of its own instead,"
                " or add `publish_confirmed: true` once that person has agreed",
            )
        return confirmed


class Body(_Part):
    """Somebody outside of the group whom a member can turn to."""

    name: Name = Field(description="The name of the body.")
    contact: Contact = Field(description="A mail address, an address that begins with https://, or a wiki page.")


class Consent(_Part):
    """What members are asked for."""

    purposes: Purposes = Field(
        default=PURPOSES,
        description="What may be asked for, in this order: events (a record of moderation events), digest (being"
        " counted), name (showing the wiki name), recheck (keeping the account sealed).",
    )
    valid_months: Annotated[int, Field(strict=True, ge=1, le=12)] = Field(
        default=12, description="Months until a consent ends and is asked for again."
    )
    age: Annotated[int, Field(strict=True, ge=13, le=18)] = Field(
        default=16, description="The least age, in years, at which a member may agree; asked before anything is kept."
    )


class Retention(_Part):
    """How long something is kept."""

    events_days: Annotated[int, Field(strict=True, ge=1, le=90)] = Field(
        default=30, description="Days for which moderation events of consenting members are kept."
    )


class Appeals(_Part):
    """How the group hears those who disagree."""

    due_days: Annotated[int, Field(strict=True, ge=1, le=60)] = Field(
        default=14, description="Days within which the admins answer an appeal."
    )
    deciders: Annotated[int, Field(strict=True, ge=1, le=2)] = Field(
        default=1, description="Admins who have to agree on a decision."
    )
    bodies: Annotated[tuple[Body, ...], Field(max_length=5)] = Field(
        default=(), description="Bodies outside of the group that hear appeals; the bot writes to none of them."
    )


class Storage(_Part):
    """Where the data lies."""

    country: Country = Field(description="The country of the machine, two letters of ISO 3166.")
    provider: Text = Field(description="Who runs the machine.")


class Line(_Part):
    """The one line that always stands in the group and opens the notice."""

    repost_minutes: Annotated[int, Field(strict=True, ge=10, le=1440)] = Field(
        default=60, description="Minutes that pass at least before the line is posted anew."
    )
    thread: Thread = Field(
        default="",
        description="The topic or channel in which the line stands, by its number; the general one if empty.",
    )


class Notice(_Part):
    """What the community adds to the notice in its own words."""

    note: Notes = Field(
        default_factory=lambda: MappingProxyType({}),
        description="A sentence of the community per language, shown as it is written.",
    )


class Policy(_Part):
    """The policy of one group, complete and read-only."""

    policy: Version = Field(description="The version of this format; 1 is the only one.")
    languages: Languages = Field(default=("en",), description="Languages of the group; the first is its own.")
    wikis: Wikis = Field(default=(), description="The wikis that the group is about, by their database names.")
    access: Literal["public", "closed"] = Field(
        default="public", description="Who can come in: everybody, or those whom somebody lets in."
    )
    gate: Annotated[Gate | None, absent] = Field(
        default=None, description="Whom the bot lets in, once `modules` names the gate; none where it lets in nobody."
    )
    composition: Literal["mixed", "one-sided"] = Field(
        default="mixed", description="Whether members hold different views, or share one position or interest."
    )
    modules: Modules = Field(default=("consent",), description="What the bot does in the group.")
    time_zone: TimeZone = Field(default="UTC", description="The group's time zone, such as Europe/Berlin.")
    join_notices: Literal["keep", "remove"] = Field(
        default="keep",
        description="Whether the platform's own notices of newcomers stay; names in them can be adverts.",
    )
    controller: Party = Field(description="Who runs the group and answers for its data.")
    host: Party = Field(description="Who runs the machine on which the bot lives.")
    confidentiality: Literal["public", "no-names", "closed"] = Field(
        description="What members may carry outside: everything, what was said without names, or nothing."
    )
    consent: Consent = Field(default_factory=Consent, description="What members are asked for.")
    retention: Retention = Field(default_factory=Retention, description="How long records are kept.")
    recipients: Recipients = Field(default=(), description="Who sees records besides the admins of the group.")
    storage: Storage = Field(description="Where the data lies.")
    jurisdiction: Country = Field(description="Whose courts can compel the host, two letters of ISO 3166.")
    transfers: MaybeText = Field(
        default=None, description="What leaves the country of storage, and on which ground; none if nothing does."
    )
    complaint: Body = Field(description="The data-protection authority that a member can complain to.")
    dpo: Annotated[Body | None, absent] = Field(
        default=None,
        description="The data-protection officer, of whom every member reads; none if the controller has none.",
    )
    appeals: Appeals = Field(default_factory=Appeals, description="How the group hears appeals.")
    line: Line = Field(default_factory=Line, description="The standing line in the group.")
    notice: Notice = Field(default_factory=Notice, description="What the community adds to the notice.")

    @field_validator("gate")
    @classmethod
    def _on_some_wiki(cls, gate: Gate | None, info: ValidationInfo) -> Gate | None:
        # Without this a block would count nowhere, and nobody could do the edits that are asked for.
        nameless = "" if gate is None or info.data.get("wikis") else gate.of_the_group
        if nameless:
            raise wrong(
                f"`gate.{nameless}` is about the wikis of the group, and it names none",
                "name them there, or add `wikis:` to the policy",
            )
        return gate

    def material(self) -> bytes:
        """Return the SHA-256 of what a member agreed to; another value ends consents (law L2)."""
        return _fingerprint(Same(self))


class PolicyFile(Policy):
    """One file: a policy, or a part of one."""

    extends: Extends = Field(
        default=(),
        description="The file, or files, that this one builds on: a path beside this file, or a shipped name (base).",
    )
    fragment: Flag = Field(default=False, description="True for a file that is not complete and only to be extended.")


def material_fields(old: Policy, new: Policy) -> tuple[str, ...]:
    """Name what differs between two policies in the eyes of a consent, such as `controller` or `consent.age`."""
    before, after = _material(old), _material(new)
    return tuple(name for name in before if _canonical(before[name]) != _canonical(after[name]))


@lru_cache(REMEMBERED)
def _fingerprint(policy: Same[Policy]) -> bytes:
    return hashlib.sha256(_canonical(_material(policy.it))).digest()


def _material(policy: Policy) -> dict[str, Any]:
    # Whether a name may be published is between host and admin, and the order of recipients says nothing. Who may come
    # in is no promise about data either: what is kept, by whom and for whom stays what members agreed to. The gate
    # keeps an account only for those who agree to just that, under `consent.purposes`.
    return {
        "controller": policy.controller.model_dump(mode="json", exclude={"publish_confirmed"}),
        "host": policy.host.model_dump(mode="json", exclude={"publish_confirmed"}),
        "confidentiality": policy.confidentiality,
        "consent.purposes": policy.consent.purposes,
        "consent.age": policy.consent.age,
        "retention": policy.retention.model_dump(mode="json"),
        "recipients": sorted(policy.recipients),
        "storage": policy.storage.model_dump(mode="json"),
        "jurisdiction": policy.jurisdiction,
        "transfers": policy.transfers,
    }


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
