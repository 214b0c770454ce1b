"""Law L8: rows carry random handles, one key per person, group and purpose; erased is gone, backups open nothing."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import OpenStage, fake_stage
from tests.conversation.walks import agrees
from tests.seizure.opening import Seizure, forms, open_all, seize

pytestmark = pytest.mark.anyio
OPEN: OpenStage = fake_stage
SECOND = "second"


async def populate(stage: FakeStage) -> None:
    """Let Noa agree in two groups, Eve in one, and Rufus refuse."""
    await stage.opens(SECOND, "Wisteria")
    for who, name in (("noa", "Zebulon"), ("eve", "Yarborough"), ("rufus", "Xiphias")):
        await stage.meets(who, name=name, started=True)
        for group in ("group", SECOND):
            await stage.joins(who, group)
    await agrees(stage, "noa", "events", "digest")
    await agrees(stage, "noa", "events", group=SECOND)
    await agrees(stage, "eve", "events", "digest")
    await stage.presses_line("rufus")


def seized(stage: FakeStage, database: Path | None = None) -> Seizure:
    """Take the files as they lie and open them with the root key, over this database or an older one."""
    site = stage.deployment.site
    files = {path.name: path.read_bytes() for path in site.data.iterdir() if path.is_file()}
    found = seize(files, database or site.data / "groupbot.db")
    # The bot is running: what is opened is a copy of its vault.
    copy = Path(shutil.copy(site.data / "vault.db", site.data.parent / "vault-copy.db"))
    return open_all(found, copy, site.root_key)


def grants(found: Seizure) -> list[tuple[bytes, str]]:
    """Return (handle, purpose) of every grant that opens."""
    return sorted((each.row["handle"], each.said["purpose"]) for each in found.of("consent_grant"))


async def test_handles_are_random_and_join_no_groups() -> None:
    """REQUIRES that one person has unequal handles in two groups, and others when the same story is told again."""
    handles: list[bytes] = []
    for _ in range(2):
        async with OPEN() as stage:
            assert isinstance(stage, FakeStage)
            await populate(stage)
            handles += [row["handle"] for row in seized(stage).tables["consent_record"]]
    assert (len(handles), len(set(handles)), {len(handle) for handle in handles}) == (6, 6, {16})


async def test_each_purpose_has_a_key_of_its_own() -> None:
    """REQUIRES that no two rows share a key: one per person, group and purpose, and one per record."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await populate(stage)
        found = seized(stage)
    keys = [each.row["key_id"] for each in found.opened]
    assert len(keys) == len(set(keys))
    assert [len(found.of(table)) for table in ("consent_record", "consent_grant")] == [3, 5]


async def test_a_copy_of_the_database_alone_opens_nothing() -> None:
    """REQUIRES that a backup, which is the database without the vault, holds no key, no pseudonym and no plain word."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await populate(stage)
        rows = await stage.rows()
        found = seized(stage)
    database = found.files["groupbot.db"] + found.files.get("groupbot.db-wal", b"")
    kept = [row["wrapped"] for table in ("vault.keys", "vault.groups") for row in rows[table]]
    kept += [row["pseudonym"] for row in rows["vault.people"]]
    assert len(kept) > 10
    assert not [value for value in kept if isinstance(value, bytes) and value in database]
    words = {form for word in ("Zebulon", "Xiphias", "Wisteria", "Editors", "rufus") for form in forms(word)}
    assert not [word for word in words if any(word in content for content in found.files.values())]


async def test_a_withdrawn_purpose_is_in_no_live_file(tmp_path: Path) -> None:
    """REQUIRES that a purpose taken back leaves no key and no sealed byte, opens from no backup, and others stay."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await populate(stage)
        await stage.restart()
        backup = Path(shutil.copy(stage.deployment.site.data / "groupbot.db", tmp_path / "backup.db"))
        before = seized(stage)
        wrapped = {row["id"]: row["wrapped"] for row in (await stage.rows())["vault.keys"]}
        # The choice opens as it stands, so pressing a purpose that was agreed to takes it back.
        await agrees(stage, "noa", "digest")
        after, restored = seized(stage), seized(stage, backup)
        (pair,) = set(grants(before)) - set(grants(after))
        gone = next(each for each in before.of("consent_grant") if (each.row["handle"], each.said["purpose"]) == pair)
        live = b"".join(after.files.values())
        sealed, key = gone.row["sealed"], gone.row["key_id"]
        traces: tuple[Any, ...] = (key, sealed[:24], sealed[-24:], wrapped[key])
        assert [trace in live for trace in traces] == [False] * 4
        assert (pair[1], len(grants(after))) == ("digest", 4)
        assert pair not in grants(restored)
