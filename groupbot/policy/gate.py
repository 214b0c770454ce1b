"""What a policy can say about who is let in: the `gate:` part."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from groupbot.policy.characters import quoted
from groupbot.policy.entering import Enter
from groupbot.policy.fields import Flag, Wikis, wrong
from groupbot.text.patterns import Pattern

# How an account is shown to be one's own.
Proof = Literal["oauth", "edit"]
# What follows for an account that is blocked, locked or temporary.
Consequence = Literal["refuse", "ask-admins", "wait", "ignore"]
Identity = Literal["forget", "recheck", "named"]

GLOBAL = "global"
_GROUP = Pattern(r"[a-z][a-z0-9_]{1,39}:[a-z0-9][a-z0-9_-]{0,39}")


def _groups(values: tuple[str, ...]) -> tuple[str, ...]:
    for index, value in enumerate(values):
        if not _GROUP.fullmatch(value):
            advice = "write the wiki and the group, such as hewiki:sysop, or global:steward"
            raise wrong(f"{quoted(value)} is no group of a wiki", advice, index)
    return _once(values)


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise wrong(f"{quoted(value)} stands in this list twice", "delete this one", index)
    return values


Groups = Annotated[
    tuple[Annotated[str, Field(max_length=80)], ...],
    Field(max_length=20, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_groups),
]
Proofs = Annotated[
    tuple[Proof, ...],
    Field(min_length=1, max_length=2, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_once),
]
Edits = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Days = Annotated[int, Field(strict=True, ge=0, le=3650)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LocalEdits(_Part):
    """Edits on one wiki, or on one of several."""

    edits: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = Field(description="Edits on one of these wikis.")
    wikis: Wikis = Field(default=(), description="The wikis, one of which is enough; those of the group if empty.")


class Bar(_Part):
    """What an account has to have; everything at nothing asks for an account alone."""

    edits: Edits = Field(default=0, description="Edits on all wikis together.")
    days: Days = Field(default=0, description="Days since the account was made.")
    local_edits: Annotated[tuple[LocalEdits, ...], Field(max_length=10)] = Field(
        default=(), description="Edits on single wikis; each entry has to be met."
    )
    any_group: Groups = Field(default=(), description="One of these groups is enough; hewiki:sysop or global:steward.")
    all_groups: Groups = Field(default=(), description="Each of these groups is needed.")
    home: Wikis = Field(default=(), description="The account's home wiki is one of these; any if empty.")
    active_days: Days = Field(default=0, description="An edit within so many days on one of these wikis; 0 asks none.")
    active_wikis: Wikis = Field(default=(), description="The wikis on which that edit counts; the group's if empty.")


class Consequences(_Part):
    """What follows for an account that is blocked, locked or temporary; `ignore` lets it in like any other."""

    wikis: Wikis = Field(default=(), description="The wikis whose blocks count; those of the group if empty.")
    partial: Consequence = Field(default="ignore", description="A block that leaves most pages open.")
    temporary: Consequence = Field(default="wait", description="A block of the whole wiki that ends by itself.")
    indefinite: Consequence = Field(default="ask-admins", description="A block of the whole wiki without an end.")
    locked: Consequence = Field(default="refuse", description="An account that is locked on all wikis.")
    temporary_account: Consequence = Field(default="refuse", description="An account that a wiki gave for some days.")


class Vouching(_Part):
    """Members of the group who vouch for somebody."""

    needed: Annotated[int, Field(strict=True, ge=1, le=5)] = Field(default=2, description="Members who have to vouch.")
    monthly: Annotated[int, Field(strict=True, ge=1, le=10)] = Field(
        default=3, description="For how many newcomers one member may vouch in a month."
    )
    days: Annotated[int, Field(strict=True, ge=1, le=60)] = Field(
        default=14, description="Days after which a vouch ends if the newcomer is not in by then."
    )


class Approval(_Part):
    """Admins who let somebody in."""

    admins: Annotated[int, Field(strict=True, ge=1, le=2)] = Field(default=1, description="Admins who have to agree.")


class Pending(_Part):
    """How long a request waits."""

    days: Annotated[int, Field(strict=True, ge=1, le=60)] = Field(
        default=14, description="Days after which a request ends and is erased."
    )
    remind_days: Annotated[int, Field(strict=True, ge=0, le=30)] = Field(
        default=7, description="Days between reminders of what is missing; 0 sends none."
    )


class Rechecks(_Part):
    """Whether members still meet the bar."""

    months: Annotated[int, Field(strict=True, ge=0, le=12)] = Field(
        default=0, description="Months between two looks at a member's account; 0 takes none."
    )
    rejoin: Flag = Field(default=True, description="Look again when a member comes back.")
    grace_days: Annotated[int, Field(strict=True, ge=1, le=60)] = Field(
        default=14, description="Days that a member has to put right what is missing."
    )
    restrict: Flag = Field(default=False, description="Take the right to write afterwards; nobody is ever removed.")


class Gate(_Part):
    """Who is let in, and how."""

    enter: Enter = Field(default_factory=lambda: Enter(any_of=("approval",)), description="What lets somebody in.")
    proofs: Proofs = Field(default=("oauth", "edit"), description="How somebody shows that an account is theirs.")
    bar: Bar = Field(default_factory=Bar, description="What an account has to have.")
    consequences: Consequences = Field(default_factory=Consequences, description="What follows for a blocked account.")
    vouching: Vouching = Field(default_factory=Vouching, description="How members vouch.")
    approval: Approval = Field(default_factory=Approval, description="How admins approve.")
    pending: Pending = Field(default_factory=Pending, description="How long a request waits.")
    identity: Identity = Field(
        default="forget",
        description="What is kept of an account: nothing (forget), or with the member's own consent the account sealed"
        " for re-checks (recheck), or its name for the group to see (named).",
    )
    one_seat: Flag = Field(default=True, description="One wiki account has one seat in the group.")
    one_account: Flag = Field(default=False, description="One chat account stands for one wiki account alone.")
    rechecks: Rechecks = Field(default_factory=Rechecks, description="Whether members still meet the bar.")

    @property
    def of_the_group(self) -> str:
        """Name the key of what is looked up on the group's wikis without saying which, "" where nothing is."""
        if any(not entry.wikis for entry in self.bar.local_edits):
            return "bar.local_edits"
        if self.bar.active_days and not self.bar.active_wikis:
            return "bar.active_days"
        after = self.consequences
        ignored = {after.partial, after.temporary, after.indefinite} == {"ignore"}
        return "" if after.wikis or ignored or not self.enter.names("account") else "consequences"
