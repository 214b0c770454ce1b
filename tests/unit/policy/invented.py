"""Settings of invented groups: everything that admins may set, with values as odd as a policy takes."""

from typing import Any, get_args

from hypothesis import strategies as st

from groupbot.policy.characters import first_unseen
from groupbot.policy.entering import RIGHTS
from groupbot.policy.fields import MODULES, PURPOSES, Language
from groupbot.policy.gate import Consequence, Identity, Proof

# Words that some YAML reads as something else, or that its signs are made of.
TRICKY = ["no", "yes", "on", "~", "null", "none", "true", "False", "1", "-7", "1_000", "0x10", "010", "1e3", "12:30:00"]
TRICKY += ["2026-11-24", "<<", "=", "- a", "a: b", "# a", "a # b", "'", '"', "it's", "&a", "*a", "!a", "|", ">", "@a"]
TRICKY += ["%a", "`a`", "{a}", "[a, b]", "?", ":", ",", "...", "---", "\u05e9\u05dc\u05d5\u05dd", "\U0001f333", "\\n"]


def texts(most: int) -> st.SearchStrategy[str]:
    """Draw texts of one line that a policy takes as they are."""
    drawn = st.sampled_from(TRICKY) | st.text(min_size=1, max_size=40).map(str.strip)
    return drawn.filter(lambda text: 0 < len(text) <= most and first_unseen(text) < 0)


def some(values: tuple[Any, ...], least: int = 0) -> st.SearchStrategy[list[Any]]:
    """Draw some of these values, in their order."""
    return st.sets(st.sampled_from(values), min_size=least).map(lambda drawn: [one for one in values if one in drawn])


CONTACTS = st.sampled_from(["desk@meadow.example", "https://meadow.example/?a=b#c", "User talk:Meadow: 'desk'"])
BODIES = st.fixed_dictionaries({"name": texts(120), "contact": CONTACTS})
CONTROLLERS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["organisation", "role"])}, optional={"name": texts(120), "contact": CONTACTS}
)
RIGHTS_OF = some(RIGHTS, 1).map(lambda drawn: {"any_of": drawn}) | some(RIGHTS, 1).map(lambda drawn: {"all_of": drawn})
ENTERING = (
    RIGHTS_OF
    | some(RIGHTS, 1).map(lambda drawn: {"at_least": len(drawn), "of": drawn})
    | RIGHTS_OF.map(lambda inner: {"all_of": ["account", inner]})
)
CONSEQUENCES = st.sampled_from(get_args(Consequence))
GATES = st.fixed_dictionaries(
    {
        "consequences": st.fixed_dictionaries(
            {"wikis": some(("enwiki", "hewiki"), 1)},
            optional=dict.fromkeys(["partial", "temporary", "indefinite", "locked", "temporary_account"], CONSEQUENCES),
        )
    },
    optional={
        "enter": ENTERING,
        "proofs": some(get_args(Proof), 1),
        "bar": st.fixed_dictionaries(
            {},
            optional={
                "edits": st.integers(0, 1_000_000),
                "days": st.integers(0, 3650),
                "local_edits": st.lists(
                    st.fixed_dictionaries({"edits": st.integers(1, 99), "wikis": st.just(["enwiki", "hewiki"])}),
                    max_size=2,
                ),
                "any_group": some(("hewiki:sysop", "global:steward")),
                "all_groups": some(("hewiki:sysop", "global:steward")),
                "home": some(("enwiki", "hewiki")),
                "active_wikis": some(("enwiki", "hewiki")),
            },
        ),
        "approval": st.fixed_dictionaries({}, optional={"admins": st.integers(1, 2)}),
        "pending": st.fixed_dictionaries({}, optional={"days": st.integers(1, 60), "remind_days": st.integers(0, 30)}),
        "identity": st.sampled_from(get_args(Identity)),
        "one_seat": st.booleans(),
    },
)
SETTINGS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "languages": some(get_args(Language), 1),
        "wikis": some(("enwiki", "hewiki", "zh_yuewiktionary", "commonswiki")),
        "access": st.sampled_from(["public", "closed"]),
        "gate": GATES | st.just("none"),
        "composition": st.sampled_from(["mixed", "one-sided"]),
        "modules": some(MODULES, 1),
        "time_zone": st.sampled_from(["UTC", "Asia/Jerusalem", "Etc/GMT+5"]),
        "join_notices": st.sampled_from(["keep", "remove"]),
        "controller": CONTROLLERS,
        "confidentiality": st.sampled_from(["public", "no-names", "closed"]),
        "consent": st.fixed_dictionaries(
            {}, optional={"purposes": some(PURPOSES), "valid_months": st.integers(1, 12), "age": st.integers(13, 18)}
        ),
        "retention": st.fixed_dictionaries({}, optional={"events_days": st.integers(1, 90)}),
        "complaint": BODIES,
        "dpo": BODIES | st.just("none"),
        "appeals": st.fixed_dictionaries(
            {},
            optional={
                "due_days": st.integers(1, 60),
                "deciders": st.integers(1, 2),
                "bodies": st.lists(BODIES, max_size=5),
            },
        ),
        "line": st.fixed_dictionaries(
            {}, optional={"repost_minutes": st.integers(10, 1440), "thread": st.sampled_from(["", "1", "9" * 19])}
        ),
        "notice": st.fixed_dictionaries(
            {}, optional={"note": st.dictionaries(st.sampled_from(get_args(Language)), texts(500))}
        ),
    },
)
