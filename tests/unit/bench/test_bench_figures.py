"""Each benchmark gives the figures it promises, shown at sizes at which they mean nothing."""

import json
from dataclasses import asdict
from typing import Any

import httpx
import pytest

import bench.__main__ as command
from bench import consent, ending, ledger, pipeline, ports, start
from bench.outside import Outside
from bench.through.words import ALL, words
from bench.traffic import BLOCK, Traffic
from groupbot.consent.model import Purpose, purposes_of
from groupbot.consent.screens import choice
from groupbot.content import Button
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from tests.standin.telegram import StandIn

PIPELINE = ["groups", "noop_us", "groupbot_us", "ratio", "p99_us", "bytes_per_idle_group"]
START = ["case", "groups", "seconds", "peak_mib", "settled_mib"]
PORTS = [
    "platform",
    "ours_ms",
    "smallest_ms",
    "bare_ms",
    "ratio",
    "bare_ratio",
    "ours_p95_ms",
    "smallest_p95_ms",
    "presses",
]
CONSENT = ["database", "processes", "level", "bare_per_s", "raw_per_s", "consents_per_s", "ratio"]
LEDGER = ["database", "what", "entries", "unit", "ours", "plain", "ratio"]
ENDING = ["database", "members", "waiting", "seconds", "longest"]


@pytest.mark.anyio
async def test_a_message_has_its_price() -> None:
    """REQUIRES the promised fields, more work by groupbot than by nothing, and at most 1 KiB for an idle group."""
    (price,) = await pipeline.measure((3,), blocks=2)
    assert list(asdict(price)) == PIPELINE
    assert price.groups == 3
    assert price.noop_us > 0
    assert price.p99_us > 0
    assert price.ratio == pytest.approx(price.groupbot_us / price.noop_us, abs=0.01)
    assert 0 < price.bytes_per_idle_group <= 1024


@pytest.mark.anyio
async def test_a_start_has_its_price() -> None:
    """REQUIRES the promised fields, and of the smallest bot a start in some time and some memory."""
    async with StandIn() as tg:
        with httpx.Client(base_url=tg.control_url) as control:
            telegram = Outside(tg.base_url, tg.token, control)
            (found,) = await start.compare([start.minimal(telegram)], telegram, rounds=1, settle=0)
    assert list(asdict(found)) == START
    assert (found.case, found.groups) == ("minimal", 0)
    assert found.seconds > 0
    assert found.peak_mib >= found.settled_mib > 1


@pytest.mark.anyio
async def test_a_consent_has_its_price() -> None:
    """REQUIRES the promised fields at both levels, from a process of its own that writes real consents."""
    counts = dict.fromkeys(consent.COUNTS, 2)
    rates = await consent.measure(["sqlite"], [1], counts, rounds=1)
    assert [list(asdict(rate)) for rate in rates] == [CONSENT, CONSENT]
    assert [rate.level for rate in rates] == ["store", "whole"]
    assert all(rate.consents_per_s > 0 and rate.bare_per_s > 0 and rate.raw_per_s > 0 for rate in rates)


@pytest.mark.anyio
async def test_an_end_has_its_price() -> None:
    """REQUIRES the promised fields, with and without answers that wait."""
    ends = await ending.measure(["sqlite"], 1, (0, 3), rounds=1)
    assert [list(asdict(end)) for end in ends] == [ENDING, ENDING]
    assert [end.waiting for end in ends] == [0, 3]
    assert all(end.seconds > 0 for end in ends)


@pytest.mark.anyio
async def test_the_log_has_its_price() -> None:
    """REQUIRES the promised fields: entries beside their bare rows, proofs that grow by hashes, and an erasure."""
    costs = await ledger.measure(["sqlite"], entries=4, rounds=1, lengths=(300, 3000), proofs=2)
    assert all(list(asdict(cost)) == LEDGER for cost in costs)
    found = {(cost.what, cost.entries): cost for cost in costs}
    assert all(found[f"recorded, {way}", 4].ratio for way in ("one by one", "together"))
    assert found["a proof's file", 300].ours < found["a proof's file", 3000].ours
    assert found["a sealed entry", 1].ours > 1024
    assert all(cost.ours > 0 for cost in costs)


def test_the_last_line_is_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES the figures as JSON on the last line, and before it a table unless JSON alone is asked for."""

    async def measured() -> list[Any]:
        return [start.Start("minimal", 0, 0.5, 50.0, 40.0)]

    monkeypatch.setattr(command, "BENCHMARKS", {"start": measured})
    command.main(["start"])
    *table, last = capsys.readouterr().out.splitlines()
    assert table[0].split() == START
    assert table[1].split() == ["minimal", "0", "0.5", "50.0", "40.0"]
    command.main(["start", "--json"])
    assert capsys.readouterr().out.splitlines() == [last]
    assert json.loads(last) == [{"case": "minimal", "groups": 0, "seconds": 0.5, "peak_mib": 50.0, "settled_mib": 40.0}]


def test_the_mix_is_what_it_says() -> None:
    """REQUIRES in each block as much of everything as the module says, and no command."""
    block = Traffic([-1001, -1002]).block()
    assert len(block) == BLOCK
    assert len({raw["update_id"] for raw in block}) == BLOCK
    messages = [raw["message"] for raw in block if "message" in raw]
    count = {kind: sum(kind in message for message in messages) for kind in ("reply_to_message", "photo", "entities")}
    assert count == {"reply_to_message": 45, "photo": 14, "entities": 32}
    assert sum("edited_message" in raw for raw in block) == 10
    assert sum("chat_member" in raw for raw in block) == 1
    assert not any(message.get("text", "").startswith("/") for message in messages)


def test_a_press_has_its_price() -> None:
    """REQUIRES of the figures of presses the medians of each bot, and ours over each of the two others."""
    found = ports.figure("discord", [[3.0, 3.0, 9.0], [2.0, 2.0, 2.0], [1.0, 1.5, 4.0]])
    assert list(asdict(found)) == PORTS
    assert (found.ours_ms, found.smallest_ms, found.bare_ms) == (3.0, 2.0, 1.5)
    assert (found.ratio, found.bare_ratio, found.presses) == (1.5, 2.0, 3)


def test_the_smallest_bots_show_our_screen() -> None:
    """REQUIRES that the bots beside ours say at each choice what our screen of toggles says, and on as many buttons."""
    said, renderer = words("en"), Renderer(Messages.load())
    for chosen in range(ALL + 1):
        screen = choice(tuple(Purpose), purposes_of(chosen), 0)
        ours = renderer.screen("en", screen, lambda _choice: Button(""))
        assert said.text(chosen) == ours.body
        assert [*said.labels(chosen), *said.below] == [button.label for row in ours.rows for button in row]
