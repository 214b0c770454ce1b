"""A policy whose file changes under a running bot."""

import os
from pathlib import Path

import pytest

from groupbot.policy import live as live_module
from groupbot.policy.compile import compile_files
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.files import Files
from groupbot.policy.live import LivePolicy, Reloaded
from tests.unit.policy.desk import COMPLETE, Desk

CHILD = COMPLETE + "extends: below.yaml\n"


@pytest.fixture
def live(desk: Desk) -> LivePolicy:
    desk.write("policy: 1\nconsent: {age: 14}\n", "below.yaml")
    return LivePolicy(desk.write(CHILD), [desk.root])


def test_a_bad_file_keeps_the_old_policy(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that a bad edit is told once with its place, and that what was in force stays in force."""
    before = live.compiled
    desk.write(CHILD + "consent: {age: 3}\n")
    first = live.reload()
    assert not first.changed
    assert [(error.line, error.message) for error in first.errors] == [(9, "consent.age is too small")]
    assert live.compiled is before
    assert live.reload() == Reloaded(changed=False)
    assert live.errors == first.errors


def test_going_back_to_the_old_file_ends_the_complaint(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that undoing a bad edit is no change, and leaves no error standing."""
    desk.write(CHILD + "consent: {age: 3}\n")
    live.reload()
    desk.write(CHILD)
    assert live.reload() == Reloaded(changed=False)
    assert live.errors == ()


def test_the_working_directory_may_change(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """REQUIRES that a policy named by a relative path is still found after the program went elsewhere."""
    desk.write(COMPLETE)
    monkeypatch.chdir(desk.root)
    live = LivePolicy(Path("group.yaml"), [Path()])
    monkeypatch.chdir(tmp_path.parent)
    desk.write(COMPLETE.replace("closed", "public"))
    assert live.reload() == Reloaded(changed=True)


def test_a_mended_file_comes_into_force(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that after a bad edit the next good one is taken."""
    desk.write(CHILD + "consent: {age: 3}\n")
    live.reload()
    desk.write(CHILD + "consent: {age: 18}\n")
    assert live.reload() == Reloaded(changed=True)
    assert live.compiled.policy.consent.age == 18


def test_a_change_below_counts(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that extended files are watched, and one that vanishes is an error with the old policy kept."""
    desk.write("policy: 1\nconsent: {age: 15}\n", "below.yaml")
    assert live.reload() == Reloaded(changed=True)
    assert live.compiled.policy.consent.age == 15
    (desk.root / "below.yaml").unlink()
    assert "cannot be read" in live.reload().errors[0].message
    desk.write("policy: 1\nconsent: {age: 17}\n", "below.yaml")
    assert live.reload() == Reloaded(changed=True)
    assert live.compiled.policy.consent.age == 17


def test_a_file_that_was_missing_is_retried_when_it_comes(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that a file which a bad version asked for is watched although it does not exist yet."""
    desk.write(COMPLETE + "extends: later.yaml\n")
    assert live.reload().errors
    desk.write("policy: 1\nconsent: {age: 18}\n", "later.yaml")
    assert live.reload() == Reloaded(changed=True)
    assert live.compiled.policy.consent.age == 18


def test_a_comment_changes_no_policy(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that an edit without effect is taken (line numbers move) but is no change."""
    desk.write("# a word of explanation\n" + CHILD)
    assert live.reload() == Reloaded(changed=False)
    assert live.compiled.provenance["jurisdiction"].line == 7


def test_an_edit_that_keeps_time_and_size_is_seen(desk: Desk, live: LivePolicy) -> None:
    """REQUIRES that a file replaced by one of the same size and time is read again."""
    path = desk.root / "group.yaml"
    status = path.stat()
    other = desk.write(CHILD.replace("closed", "public"), "other")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)
    assert live.reload() == Reloaded(changed=True)
    assert live.compiled.policy.confidentiality == "public"


def test_nothing_is_read_when_nothing_changed(live: LivePolicy, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that looking at unchanged files compiles nothing."""
    compiled: list[Path] = []

    def counted(path: Path, files: Files) -> object:
        compiled.append(path)
        return compile_files(path, files)

    monkeypatch.setattr(live_module, "compile_files", counted)
    assert live.reload() == Reloaded(changed=False)
    assert compiled == []


def test_there_is_no_beginning_without_a_good_policy(desk: Desk) -> None:
    """REQUIRES that a bot cannot start on a bad file."""
    with pytest.raises(PolicyErrors):
        LivePolicy(desk.write("policy: 1\n"), [desk.root])
