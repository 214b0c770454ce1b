"""The commands `bots` and `bots adopt`, and a house that knows its bot."""

from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from groupbot.cli.main import app
from groupbot.cli.platforms import PLATFORMS
from groupbot.ports import Impossible
from groupbot.store import bond
from tests.property.town import Town

Run = Callable[..., Result]


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town()
    yield opened
    opened.close()


@pytest.fixture
def run(town: Town, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to give a command over the files of the town."""
    monkeypatch.setenv("GROUPBOT_DATA", str(town.site.data))
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_FILE", str(town.site.root_key))
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def meets(town: Town, platform: str, account: str) -> None:
    """Let the bot come to a platform under an account."""
    town.run(town.house.recognise(platform, account))


def test_another_bot_is_refused_and_told_what_to_do(town: Town) -> None:
    """REQUIRES that a platform's first account is kept over restarts, and another one is refused in plain words."""
    meets(town, "telegram", "111")
    meets(town, "discord", "111")
    town.restart()
    meets(town, "telegram", "111")
    with pytest.raises(Impossible) as refused:
        meets(town, "telegram", "222")
    told = str(refused.value)
    assert all(part in told for part in ("bot 222", "bot 111", "GROUPBOT_TELEGRAM_TOKEN_FILE", "bots adopt telegram"))
    assert town.read(bond.accounts) == {"telegram": "111", "discord": "111"}


def test_another_bot_is_adopted_on_purpose(town: Town, run: Run) -> None:
    """REQUIRES that the operator sees the accounts, and that one word lets another bot take over on one platform."""
    assert run("bots").stdout == "The bot has served no platform yet.\n"
    meets(town, "telegram", "111")
    meets(town, "discord", "333")
    assert run("bots").stdout == "discord\t333\ntelegram\t111\n"
    adopted = run("bots", "adopt", "telegram")
    assert (adopted.exit_code, "bot 111 is not expected" in adopted.stdout) == (0, True)
    meets(town, "telegram", "222")
    assert run("bots").stdout == "discord\t333\ntelegram\t222\n"
    with pytest.raises(Impossible):
        meets(town, "telegram", "111")


def test_adopting_where_no_bot_was_known(run: Run) -> None:
    """REQUIRES that adopting is no error where nothing was known, and is one where there is no such platform."""
    for platform in PLATFORMS:
        assert f"No bot was known on {platform}" in run("bots", "adopt", platform).stdout
    assert run("bots", "adopt", "elsewhere").exit_code == 2


def test_the_account_is_sealed(town: Town, run: Run) -> None:
    """REQUIRES that no file shows the account without the key, and that forgetting the last one leaves none."""
    account = "81726354109"
    meets(town, "telegram", account)
    files = b"".join(path.read_bytes() for path in town.site.data.rglob("*") if path.is_file())
    assert account.encode() not in files
    run("bots", "adopt", "telegram")
    assert town.read(bond.accounts) == {}
    town.restart()
