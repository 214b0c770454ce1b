"""What a policy can say of the gate, and what it is told where that is wrong."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from groupbot.cli import policy as command
from groupbot.content import Count, Name, Text
from groupbot.gate.ways import Ways, ways
from groupbot.policy.difference import Change, differences, stands, told
from groupbot.policy.entering import Enter
from groupbot.policy.explain import explain
from groupbot.policy.gate import Gate
from tests.unit.policy.desk import COMPLETE, Desk

ONE = "write one of any_of, all_of, or at_least with of"
UNCLEAR = "it is not clear what lets somebody in"
MISTAKES = [
    ("gate: {enter: {any_of: [acount]}}", 25, '"acount" is no way in', "did you mean account?"),
    ("gate: {enter: {any_of: [consent]}}", 25, '"consent" is no way in', "write account, vouches or approval"),
    ("gate: {enter: {any_of: [1]}}", 25, "this is no way in", "write account, vouches or approval"),
    ("gate: {enter: {any_of: []}}", 24, "gate.enter.any_of has no entry", "write at least one"),
    ("gate: {enter: {}}", 15, UNCLEAR, ONE),
    ("gate: {enter: {any_of: [account], all_of: [vouches]}}", 15, UNCLEAR, ONE),
    ("gate: {enter: {at_least: 1}}", 15, UNCLEAR, ONE),
    ("gate: {enter: {of: [account]}}", 15, UNCLEAR, ONE),
    ("gate: {enter: {at_least: 2, of: [account]}}", 15, "2 of 1 can never be reached", "write at_least: 1 or less"),
    (
        "gate: {enter: {any_of: [account, account]}}",
        15,
        "a way in stands in this list twice",
        "delete one of them",
    ),
    ("gate: {enter: {any_of: [{some: 1}]}}", 25, '"some" is no way to combine ways in', ONE),
    ("gate: {enter: {any_of: [{any_of: account}]}}", 25, "any_of must be a list", "write it as [a, b]"),
    (
        "gate: {enter: {any_of: [{any_of: [{any_of: [account]}]}]}}",
        25,
        "this is no way in",
        "write account, vouches or approval",
    ),
    (
        "gate: {enter: {any_of: [{at_least: 3, of: [account]}]}}",
        25,
        "these ways in cannot be combined so",
        f"{ONE}, each with different ways in",
    ),
    ("gate: {bar: {edits: -1}}", 21, "gate.bar.edits is too small", "write 0 or more"),
    ("gate: {bar: {edit: 1}}", 14, '"edit" is no key of a policy', "did you mean `edits`?"),
    ("gate: {bar: {days: 3651}}", 20, "gate.bar.days is too large", "write 3650 or less"),
    (
        "gate: {bar: {any_group: [sysop]}}",
        26,
        '"sysop" is no group of a wiki',
        "write the wiki and the group, such as hewiki:sysop, or global:steward",
    ),
    (
        "gate: {bar: {all_groups: [hewiki:bot, hewiki:bot]}}",
        39,
        '"hewiki:bot" stands in this list twice',
        "delete this one",
    ),
    (
        "gate: {bar: {local_edits: [{edits: 5}]}}",
        7,
        "`gate.bar.local_edits` is about the wikis of the group, and it names none",
        "name them there, or add `wikis:` to the policy",
    ),
    (
        "gate: {bar: {active_days: 5}}",
        7,
        "`gate.bar.active_days` is about the wikis of the group, and it names none",
        "name them there, or add `wikis:` to the policy",
    ),
    (
        "gate: {enter: {all_of: [{any_of: [account]}]}}",
        7,
        "`gate.consequences` is about the wikis of the group, and it names none",
        "name them there, or add `wikis:` to the policy",
    ),
    (
        "gate: {consequences: {partial: ban}}",
        32,
        'gate.consequences.partial cannot be "ban"',
        "write refuse, ask-admins, wait or ignore",
    ),
    ("gate: {approval: {admins: 3}}", 27, "gate.approval.admins is too large", "write 2 or less"),
    ("gate: {identity: always}", 18, 'gate.identity cannot be "always"', "write forget, recheck or named"),
]


@pytest.mark.parametrize(("line", "column", "message", "suggestion"), MISTAKES)
def test_each_mistake_has_its_place_and_remedy(
    desk: Desk, with_line: Callable[[str], str], line: str, column: int, message: str, suggestion: str
) -> None:
    """REQUIRES that what is wrong in a gate is told with line, column, what it is and what to do, and told once."""
    (error,) = desk.errors(with_line(line))
    assert (error.line, error.column, error.message, error.suggestion) == (8, column, message, suggestion)


@pytest.mark.parametrize(
    "gate",
    [
        "gate: {bar: {local_edits: [{edits: 5}]}}",
        "gate: {bar: {active_days: 9}}",
        "gate: {enter: {any_of: [account]}}",
    ],
)
def test_the_groups_own_wikis_need_not_be_named_again(desk: Desk, gate: str) -> None:
    """REQUIRES that a gate may be about the wikis of the group where the policy names them, also in another file."""
    assert desk.errors(f"{COMPLETE}wikis: [hewiki]\n{gate}\n") == ()
    desk.write("policy: 1\nfragment: true\nwikis: [hewiki]\n", "wikis.yaml")
    assert desk.errors(f"{COMPLETE}extends: wikis.yaml\n{gate}\n") == ()


@pytest.mark.parametrize(
    "gate",
    [
        "gate: {enter: {any_of: [account]}, consequences: {partial: ignore, temporary: ignore, indefinite: ignore}}",
        "gate: {enter: {any_of: [account]}, consequences: {wikis: [hewiki]}}",
        "gate: {enter: {any_of: [vouches, approval]}}",
        "gate: {bar: {local_edits: [{edits: 5, wikis: [hewiki]}], active_days: 9, active_wikis: [hewiki]}}",
    ],
)
def test_a_gate_that_needs_no_wiki_of_the_group_is_taken(desk: Desk, gate: str) -> None:
    """REQUIRES that a group which is about no wiki may have a gate that says by itself which wikis count, or none."""
    assert desk.errors(f"{COMPLETE}{gate}\n") == ()


def test_a_gate_may_be_spread_over_files_and_is_held_together(desk: Desk) -> None:
    """REQUIRES that one file completes what another began, and that two rules that exclude each other are told."""
    desk.write("policy: 1\nfragment: true\nwikis: [hewiki]\ngate: {enter: {of: [account, vouches]}}\n", "pack.yaml")
    gate = desk.compile(f"{COMPLETE}extends: pack.yaml\ngate: {{enter: {{at_least: 2}}}}\n").policy.gate
    assert gate == Gate(enter=Enter(at_least=2, of=("account", "vouches")))
    (error,) = desk.errors(f"{COMPLETE}extends: pack.yaml\ngate: {{enter: {{any_of: [account]}}}}\n")
    assert (error.message, error.suggestion) == (UNCLEAR, ONE)


def test_without_a_word_only_admins_let_anybody_in(desk: Desk) -> None:
    """REQUIRES that no policy has a gate by itself, and an empty one asks for an admin and keeps nothing."""
    assert desk.compile().policy.gate is None
    assert desk.compile(f"{COMPLETE}gate: none\n").policy.gate is None
    gate = desk.compile(f"{COMPLETE}gate: {{identity: forget}}\n").policy.gate
    assert gate == Gate()
    assert ways(gate.enter) == Ways(1, ("approval",))
    assert (gate.identity, gate.one_seat, gate.rechecks.restrict) == ("forget", True, False)


def test_a_gate_is_explained_line_by_line(desk: Desk) -> None:
    """REQUIRES that each value of a gate in force is told with its place, and those of no rule that was not taken."""
    rows = explain(desk.compile(f"{COMPLETE}gate: {{enter: {{all_of: [approval, {{any_of: [vouches]}}]}}}}\n"))
    told_rows = {row.path: (row.shown, row.origin) for row in rows if row.path.startswith("gate.")}
    assert told_rows["gate.enter.all_of.0"] == ("approval", "group.yaml:8")
    assert told_rows["gate.enter.all_of.1.any_of.0"] == ("vouches", "group.yaml:8")
    assert told_rows["gate.pending.days"] == ("14", "built in")
    assert not any(path.startswith(("gate.enter.any_of", "gate.enter.of")) for path in told_rows)


def test_a_rule_of_entry_differs_as_one(desk: Desk) -> None:
    """REQUIRES that another rule of entry reads as one change, in words that say how its parts combine."""
    wikis = f"{COMPLETE}wikis: [hewiki]\n"
    before = desk.compile(f"{wikis}gate: {{enter: {{any_of: [account, approval]}}}}\n").policy
    after = desk.compile(f"{wikis}gate: {{enter: {{at_least: 2, of: [account, vouches, approval]}}}}\n").policy
    (change,) = differences(before, after)
    account, vouches, approval = (Text(f"gate-way-{way}") for way in ("account", "vouches", "approval"))
    old = Text("gate-ways-any", (Text("value-list", (account, approval)),))
    three = Text("value-list", (account, Text("value-list", (vouches, approval))))
    new = Text("gate-ways-some", (three, Count(2)))
    assert told(change) == Text("change", (Text("field-gate-enter"), old, new))
    assert isinstance(change, Change)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("gate.enter", {"all_of": ["vouches"]}, Text("gate-way-vouches")),
        (
            "gate.enter",
            {"all_of": ["account", {"any_of": ["vouches", "approval"]}]},
            Text(
                "gate-ways-all",
                (
                    Text(
                        "value-list",
                        (
                            Text("gate-way-account"),
                            Text(
                                "gate-ways-any",
                                (Text("value-list", (Text("gate-way-vouches"), Text("gate-way-approval"))),),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        ("gate.proofs", ["edit"], Text("value-gate-proofs-edit")),
        ("gate.consequences.partial", "wait", Text("value-gate-consequence-wait")),
        ("gate.consequences.wikis", ["hewiki"], Name("hewiki", 400)),
        ("gate.bar.any_group", ["global:steward"], Name("global:steward", 400)),
        (
            "gate.bar.local_edits",
            [{"edits": 5, "wikis": ["hewiki", "arwiki"]}],
            Text("value-gate-local_edits", (Count(5), Name("hewiki / arwiki", 400))),
        ),
        (
            "gate.bar.local_edits",
            [{"edits": 5, "wikis": []}],
            Text("value-gate-local_edits", (Count(5), Text("value-gate-group-wikis"))),
        ),
        ("gate.bar.edits", 50, Count(50)),
        ("gate.one_seat", True, Text("value-yes")),
        ("gate", None, Text("value-none")),
    ],
)
def test_each_value_is_said_in_words(path: str, value: object, said: object) -> None:
    """REQUIRES that an admin reads what a value means, and names of wikis and groups as they are."""
    assert stands(path, value).args[1] == said


def test_a_gate_without_its_module_is_told_in_the_check(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that the check says of a gate without effect that it has none, with its line, and does not fail."""
    monkeypatch.chdir(desk.root)
    desk.write(f"{COMPLETE}gate: {{one_seat: true}}\n")
    result = CliRunner().invoke(command.app, ["check", "group.yaml"])
    assert result.exit_code == 0
    note, fine = result.stdout.splitlines()
    assert note.startswith("group.yaml:8:1: this has no effect: `modules` does not name the gate")
    assert fine == "1 file is fine."
    desk.write(COMPLETE)
    assert CliRunner().invoke(command.app, ["check", "group.yaml"]).stdout == "1 file is fine.\n"
