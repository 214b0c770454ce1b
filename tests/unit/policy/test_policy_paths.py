"""Where a policy may take its parts from."""

import os
from pathlib import Path

import pytest

from groupbot.policy import shipped
from groupbot.policy.compile import check_policy
from groupbot.policy.errors import PolicyErrors
from tests.unit.policy.desk import COMPLETE, Desk

OUTSIDE = "outside of the directories that policies may come from"


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ("../secret.yaml", OUTSIDE),
        ("sub/../../secret.yaml", OUTSIDE),
        ("../missing.yaml", OUTSIDE),
        ("/etc/secret.yaml", "absolute path or an address"),
        ("~/secret.yaml", "absolute path or an address"),
        ("https://x.example/secret.yaml", "absolute path or an address"),
        ("C:\\\\secret.yaml", "absolute path or an address"),
        ("../../etc/passwd", "no shipped policy is called"),
        ("missing.yaml", "cannot be read"),
        ("folder.yaml", "no regular file"),
        ("pipe.yaml", "no regular file"),
        ("link.yaml", "is a link that leads outside"),
        ("loop.yaml", "cannot be read"),
        ("x" * 300 + ".yaml", "cannot be read"),
        ("a\\0.yaml", "is no file name"),
        ("", "is no file name"),
    ],
)
def test_extends_stays_inside(tmp_path: Path, entry: str, part: str) -> None:
    """REQUIRES that absolute, climbing, linked, missing and special files are refused at the `extends` entry."""
    (tmp_path / "secret.yaml").write_text("policy: 1\nsecret: hunter2\n")
    desk = Desk(tmp_path / "root")
    (desk.root / "folder.yaml").mkdir(parents=True)
    os.mkfifo(desk.root / "pipe.yaml")
    (desk.root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (desk.root / "loop.yaml").symlink_to(desk.root / "loop.yaml")
    (error,) = desk.errors(f'policy: 1\nextends: "{entry}"\n')
    assert (error.file, error.line, error.column) == ("group.yaml", 2, 10)
    assert part in error.message
    assert error.suggestion
    assert "hunter2" not in str(error)


def test_the_file_itself_must_lie_inside(tmp_path: Path, desk: Desk) -> None:
    """REQUIRES that a policy outside of its roots is not read."""
    inner = desk.root / "inner"
    inner.mkdir()
    path = desk.write("policy: 1\n")
    (error,) = check_policy(path, [inner])
    assert OUTSIDE in error.message


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_circle_is_named(desk: Desk, length: int) -> None:
    """REQUIRES that files extending one another in a circle are refused with the circle in words."""
    names = [f"{n}.yaml" for n in range(length)]
    for here, there in zip(names, [*names[1:], names[0]], strict=True):
        path = desk.write(f"policy: 1\nextends: {there}\n", here)
    (error,) = check_policy(desk.root / "0.yaml", [desk.root])
    assert error.message == f"these files extend one another in a circle: {' -> '.join([*names, names[0]])}"
    assert error.file == path.name


def test_a_circle_through_links_ends(desk: Desk) -> None:
    """REQUIRES that a circle is seen although links give the same file ever new names."""
    (desk.root / "d").symlink_to(desk.root, target_is_directory=True)
    (error,) = desk.errors("policy: 1\nextends: d/group.yaml\n")
    assert "in a circle" in error.message


def test_a_long_chain_ends(desk: Desk) -> None:
    """REQUIRES that no chain of files gets longer than the bound."""
    for number in range(40):
        desk.write(f"policy: 1\nextends: {number + 1}.yaml\n", f"{number}.yaml")
    (error,) = check_policy(desk.root / "0.yaml", [desk.root])
    assert error.message == "more than 32 files extend one another"


def test_a_broken_base_calls_nothing_missing(desk: Desk) -> None:
    """REQUIRES that a syntax error below is told alone, not buried under what it would have given."""
    desk.write("policy: 1\na: [\n", "below.yaml")
    (error,) = desk.errors("policy: 1\nextends: below.yaml\n")
    assert (error.file, error.line) == ("below.yaml", 3)


def test_bad_encoding_below_is_told_where_it_is(desk: Desk) -> None:
    """REQUIRES that a byte that is not UTF-8 is located in the extended file, not in the one that names it."""
    desk.write(b"policy: 1\n# \xe9\n", "below.yaml")
    (error,) = desk.errors("policy: 1\nextends: below.yaml\n")
    assert (error.file, error.line, error.column) == ("below.yaml", 2, 3)


def test_shipped_files_are_found_by_name(desk: Desk, complete: str) -> None:
    """REQUIRES that `base` means the shipped file, from wherever the group's own file lies."""
    compiled = desk.compile(complete + "extends: base\n")
    assert shipped() / "base.yaml" in compiled.sources
    assert compiled.provenance["retention.events_days"].file == "policies/base.yaml"


@pytest.mark.parametrize("path", sorted(shipped().rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_policies_are_sound(path: Path) -> None:
    """REQUIRES that every policy that comes with the program passes its own check."""
    assert check_policy(path, [shipped()]) == ()


def test_a_fragment_may_be_incomplete_but_not_wrong(desk: Desk) -> None:
    """REQUIRES that `fragment: true` lifts completeness and nothing else, and is not inherited."""
    assert desk.errors("policy: 1\nfragment: true\ncontroller: {kind: person}\n", "part.yaml") == ()
    (error,) = desk.errors("policy: 1\nfragment: true\nconsent: {age: 1}\n", "bad.yaml")
    assert error.message == "consent.age is too small"
    (error,) = desk.errors("policy: 1\nfragment: true\nappeals: {bodies: [{name: A}]}\n", "list.yaml")
    assert error.message == "appeals.bodies (entry 1).contact is missing"
    assert any(error.message == "host is missing" for error in desk.errors("policy: 1\nextends: part.yaml\n"))


def test_a_fragment_is_no_policy(desk: Desk) -> None:
    """REQUIRES that no group can be run on a fragment, complete or not."""
    with pytest.raises(PolicyErrors) as found:
        desk.compile(COMPLETE + "fragment: true\n")
    (error,) = found.value.errors
    assert (error.line, error.column) == (8, 1)
    assert error.message == "this file is a fragment, not a policy"


def test_a_file_may_be_reached_by_two_ways(desk: Desk) -> None:
    """REQUIRES that two bases may share a base of their own, which is read once and told of once."""
    desk.write("policy: 1\nconsent: {age: 14}\nfoo: 1\n", "root.yaml")
    desk.write("policy: 1\nextends: root.yaml\n", "left.yaml")
    desk.write("policy: 1\nextends: root.yaml\n", "right.yaml")
    (error,) = desk.errors(COMPLETE + "extends: [left.yaml, right.yaml]\n")
    assert (error.file, error.line) == ("root.yaml", 3)
