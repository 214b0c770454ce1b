"""Time zones on a machine that brings no list of them, such as a slim container."""

import zoneinfo
from collections.abc import Iterator

import pytest


@pytest.fixture
def _no_list() -> Iterator[None]:
    zoneinfo.reset_tzpath(to=())
    yield
    zoneinfo.reset_tzpath()


@pytest.mark.usefixtures("_no_list")
def test_time_zones_come_with_the_bot() -> None:
    """REQUIRES that a group's time zone is known wherever the bot runs, because its requirements bring the list."""
    assert {"Europe/Berlin", "Asia/Jerusalem", "UTC"} <= zoneinfo.available_timezones()
    assert zoneinfo.ZoneInfo.no_cache("Asia/Jerusalem").key == "Asia/Jerusalem"
