"""The client below: what it may say of itself when something fails."""

import logging
import traceback

import httpx
import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from adapters.telegram.bot import DiscreetRequest, TokenRefused, build_bot
from adapters.telegram.poll import LONGEST_WAIT, backoff
from adapters.telegram.quiet import TALKATIVE, quiet
from groupbot.process.traces import describe

pytestmark = pytest.mark.anyio
URL = "http://127.0.0.1/bot42:SECRET/getMe"


def answering(answer: httpx.Response | Exception) -> DiscreetRequest:
    def respond(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return DiscreetRequest(httpx_kwargs={"transport": httpx.MockTransport(respond)})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.ConnectError(f"cannot reach {URL}"), NetworkError),
        (httpx.ReadTimeout(f"no answer from {URL}"), TimedOut),
        (RuntimeError(URL), NetworkError),
        (httpx.Response(502, text=f"<h1>Bad gateway: {URL}</h1>"), NetworkError),
        (httpx.Response(200, text=f"<h1>Log in to reach {URL}</h1>"), NetworkError),
        (httpx.Response(200, content=b"[" * 100_000), NetworkError),
    ],
)
async def test_no_failure_repeats_the_address(
    answer: httpx.Response | Exception, expected: type[TelegramError], caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES errors of the right kind whose text, causes, traceback and logs hold no token."""
    caplog.set_level(logging.DEBUG)
    quiet()
    request = answering(answer)
    with pytest.raises(expected) as raised:
        await request.post(URL)
    assert "SECRET" not in "".join(traceback.format_exception(raised.value)) + caplog.text
    assert raised.value.__context__ is None
    await request.shutdown()


@pytest.mark.parametrize("token", ["", "x", "42:", "42:a/b", "42:a\n", ":abc", "42:SECRET secret"])
def test_a_malformed_token_is_refused_before_it_is_used(token: str) -> None:
    """REQUIRES an error with a remedy that does not repeat what was given."""
    with pytest.raises(TokenRefused, match="BotFather") as raised:
        build_bot(token)
    assert "SECRET" not in str(raised.value)


def test_the_address_may_be_given_with_or_without_its_last_part() -> None:
    """REQUIRES the same address for http://host, http://host/ and http://host/bot."""
    addresses = {build_bot("42:T", given).base_url for given in ("http://h:1", "http://h:1/", "http://h:1/bot")}
    assert addresses == {"http://h:1/bot42:T"}


class Ear(logging.Handler):
    """Keeps what reaches the root logger."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one record."""
        self.heard.append(record)


def test_the_libraries_are_silent_whatever_the_root_says() -> None:
    """REQUIRES that no record of theirs reaches a handler of ours, nor of a child with a level of its own."""
    quiet()
    # Not caplog: it listens beside a logger that does not propagate, where no handler of ours is.
    ours = Ear()
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(ours)
    root.setLevel(logging.DEBUG)
    try:
        for name in TALKATIVE:
            logging.getLogger(name).critical("42:SECRET")
            child = logging.getLogger(f"{name}.deeper")
            child.setLevel(logging.DEBUG)
            child.debug("42:SECRET")
    finally:
        root.removeHandler(ours)
        root.setLevel(level)
    assert ours.heard == []


def test_an_error_is_described_by_its_kind_and_line_only() -> None:
    """REQUIRES class, module and line, and none of the error's own words."""
    with pytest.raises(ValueError, match="words") as raised:
        int("a member's words")
    described = describe(raised.value)
    assert described.startswith("ValueError at ")
    assert "words" not in described
    assert describe(ValueError("never raised")) == "ValueError"


def test_waits_grow_to_a_bound_and_are_spread() -> None:
    """REQUIRES at most 30 s however long the loss, half a second at first, and no two bots in step."""
    assert 0.25 <= backoff(1) <= 0.5
    assert all(LONGEST_WAIT / 2 <= backoff(failures) <= LONGEST_WAIT for failures in (7, 50, 100_000))
    assert len({backoff(5) for _ in range(20)}) > 1
