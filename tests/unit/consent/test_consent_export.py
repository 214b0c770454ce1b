"""The consent record in /mydata: every mandatory field of ISO/IEC TS 27560, in the words of the DPV."""

import copy
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conversation.opening import fake_stage
from tests.conversation.walks import agrees

SCHEMA = json.loads((Path(__file__).with_name("consent_record.schema.json")).read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
Step = str | int
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def records() -> AsyncIterator[list[dict[str, Any]]]:
    """Return noa's record, of two purposes one of which was renewed, as /mydata hands it to her."""
    async with fake_stage() as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        await agrees(stage, "noa", "digest")
        await stage.writes("noa", "/mydata")
        await stage.presses("noa", "button-mydata-file")
        (file,) = (await stage.files("noa")).values()
        (place,) = json.loads(file)["places"]
        yield next(table["rows"] for table in place["tables"] if table["table"] == "consent_record")


def required(schema: dict[str, Any], at: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the path of every mandatory field of a schema."""
    if schema.get("type") == "array" and "items" in schema:
        yield from required(schema["items"], (*at, 0))
    for name in schema.get("required", ()):
        yield (*at, name)
        yield from required(schema.get("properties", {}).get(name, {}), (*at, name))


async def test_a_record_has_every_mandatory_field(records: list[dict[str, Any]]) -> None:
    """A record that the running bot made is valid, and names both purposes and the renewal."""
    (record,) = records
    VALIDATOR.validate(record)
    processes = {process["dpv:hasPurpose"]: process for process in record["dpv:hasProcess"]}
    assert set(processes) == {"events", "digest"}
    states = [event["dpv:hasConsentStatus"] for event in processes["events"]["dpv:hasConsentStatus"]]
    assert states == ["dpv:ConsentGiven", "dpv:RenewedConsentGiven"]


async def test_a_record_without_any_one_of_them_is_refused(records: list[dict[str, Any]]) -> None:
    """The schema refuses the record when any one mandatory field is deleted, however deep it lies."""
    paths = list(required(SCHEMA))
    assert len(paths) > 40
    for *way, name in paths:
        mutilated = copy.deepcopy(records[0])
        inner: Any = mutilated
        for step in way:
            inner = inner[step]
        del inner[name]
        assert not VALIDATOR.is_valid(mutilated), name


async def test_a_record_names_nobody_else(records: list[dict[str, Any]]) -> None:
    """The record holds neither the member's account nor anybody else's, only those who answer for the data."""
    text = json.dumps(records)
    assert "Ada Okafor" not in text
    assert "noa" not in text
    assert {party["@type"] for party in records[0]["dpv:hasDataController"]} == {
        "dpv:DataController",
        "dpv:DataProcessor",
    }
