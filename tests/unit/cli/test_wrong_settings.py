"""Settings that are wrong: a line for each variable, in the operator's words, with what to set instead."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.telegram.webhook import Webhook
from groupbot.cli.main import app
from groupbot.cli.platforms import _mode
from groupbot.process.settings import Settings, read_settings

WRONG = {
    "groups": ("all", "`accepted` or `any`"),
    "root_key_credential": ("../key", "LoadCredential=NAME:PATH"),
    "telegram_api": ("api.telegram.org", "https://api.telegram.org"),
    "telegram_webhook_url": ("https:///hook", "long polling"),
    "telegram_webhook_port": ("http", "from 1 to 65535"),
    "telegram_webhook_listen": ("everywhere", "an IP address"),
    "telegram_webhook_ip_address": ("bot.example.org", "the public IP address"),
    "discord_api": ("discord.com", "https://discord.com/api/v10"),
    "discord_shards": ("perhaps", "`true` or `false`"),
    "discord_members": ("some", "`true` or `false`"),
    "log_level": ("LOUD", "`DEBUG`, `INFO`, `WARNING` or `ERROR`"),
}
# Any text may be a path, a password or a token; whether it is the right one shows where it is used.
ANY_TEXT = {
    "data",
    "database_url",
    "policy",
    "root_key_file",
    "root_key_passphrase",
    "telegram_token",
    "telegram_token_file",
    "telegram_webhook_secret",
    "discord_token",
    "discord_token_file",
}


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(**variables: str) -> list[str]:
    """Return the lines with which a command ends under these variables."""
    ended = CliRunner().invoke(app, ["doctor"], env={f"GROUPBOT_{name.upper()}": it for name, it in variables.items()})
    assert ended.exit_code == 2, ended.output
    assert ended.stdout == ""
    return ended.stderr.splitlines()


def written(*lines: str) -> list[str]:
    """Return the lines with which a command ends under a settings file."""
    Path("settings").write_text("\n".join(lines), encoding="utf-8")
    return told(settings="settings")


def test_every_setting_is_either() -> None:
    """REQUIRES of each setting that a wrong value of it is tried below, or that none can be told by its form."""
    assert set(WRONG) | ANY_TEXT == set(Settings.model_fields)
    assert not set(WRONG) & ANY_TEXT


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_value(field: str) -> None:
    """REQUIRES one line that names the variable and says what fits, none of it in the words of a library."""
    value, fits = WRONG[field]
    (line,) = told(**{field: value})
    assert line.startswith(f"The setting GROUPBOT_{field.upper()} is wrong: ")
    assert fits in line
    assert not [word for word in ("Input", "String", "pattern", "valid", "literal") if word in line]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "8643x"])
def test_a_port_that_is_none(port: str) -> None:
    """REQUIRES that what is no port is repeated, beside what one is."""
    assert told(telegram_webhook_port=port) == [
        f"The setting GROUPBOT_TELEGRAM_WEBHOOK_PORT is wrong: it says {port}. Set it to a number from 1 to 65535."
    ]


def test_an_address_is_not_repeated() -> None:
    """REQUIRES that an address, which may hold a password, is not repeated."""
    (line,) = told(telegram_api="ftp://bot:secret@api.example")
    assert "secret" not in line


def test_a_hostile_value_is_shown_tamely() -> None:
    """REQUIRES that a value neither breaks the line nor reaches the terminal as a command, nor fills it."""
    (line,) = told(log_level="\x1b[31mLOUD\u202e" + "!" * 500)
    assert line.isprintable()
    assert len(line) < 200


def test_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that all mistakes are told together, those of the file and of the environment."""
    monkeypatch.setenv("GROUPBOT_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("GROUPBOT_LOGLEVEL", "INFO")
    lines = written("GROUPBOT_GROUPS=some", "GROUPBOT_POLCY=x.yaml")
    named = [next(word for word in line.split() if word.startswith("GROUPBOT_")) for line in lines]
    assert sorted(named) == ["GROUPBOT_GROUPS", "GROUPBOT_LOGLEVEL.", "GROUPBOT_LOG_LEVEL", "GROUPBOT_POLCY."]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("GROUPBOT_DATTA", "GROUPBOT_DATA"),
        ("GROUPBOT_TELEGRAM_TOKENFILE", "GROUPBOT_TELEGRAM_TOKEN_FILE"),
        ("LOGLEVEL", "GROUPBOT_LOG_LEVEL"),
        ("POLICIES", "GROUPBOT_POLICY"),
    ],
)
def test_a_name_with_a_slip_in_the_file(name: str, meant: str) -> None:
    """REQUIRES that a line of the file which is no setting is named with the nearest one there is."""
    assert written(f"{name}=x") == [f"There is no setting {name}. Did you mean {meant}?"]


@pytest.mark.parametrize("name", ["GROUPBOT_ZEBRA", "GROUPBOT_SETTINGS"])
def test_a_name_like_no_other_in_the_file(name: str) -> None:
    """REQUIRES that a line which resembles no setting, or says where the file itself is, sends to the list of all."""
    assert written(f"{name}=x") == [f"There is no setting {name}. docs/settings.md lists all: correct the line."]


@pytest.mark.parametrize(("name", "meant"), [("datta", "DATA"), ("setings", "SETTINGS"), ("policyy", "POLICY")])
def test_a_name_with_a_slip_in_the_environment(name: str, meant: str) -> None:
    """REQUIRES that a variable of the environment which can only be a slip is not passed over in silence."""
    assert told(**{name: "x"}) == [f"There is no setting GROUPBOT_{name.upper()}. Did you mean GROUPBOT_{meant}?"]


@pytest.mark.parametrize("name", ["PORT", "SERVICE_HOST", "PORT_80_TCP", "DATABASE_PORT", "DATABASE_SERVICE_PORT"])
def test_variables_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """REQUIRES that what a container platform sets for a service that bears our name stops nothing."""
    monkeypatch.setenv(f"GROUPBOT_{name}", "tcp://10.0.0.1:80")
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 1


@pytest.mark.parametrize("field", Settings.model_fields)
def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    """REQUIRES that a variable which is there and empty counts as not set, in the file as well."""
    usual = read_settings()
    monkeypatch.setenv(f"GROUPBOT_{field.upper()}", "")
    assert read_settings() == usual
    monkeypatch.delenv(f"GROUPBOT_{field.upper()}")
    Path("settings").write_text(f"GROUPBOT_{field.upper()}=\n", encoding="utf-8")
    monkeypatch.setenv("GROUPBOT_SETTINGS", "settings")
    assert read_settings() == usual


def test_where_telegram_finds_the_web_server() -> None:
    """REQUIRES that the address for Telegram reaches the webhook, and that without one it goes by the name."""
    hook = {"telegram_webhook_url": "https://bot.example.org/updates", "telegram_webhook_secret": "s" * 16}
    for address in ("203.0.113.7", "2001:db8::7", ""):
        mode = _mode(Settings(**hook, telegram_webhook_ip_address=address))  # type: ignore[arg-type]  # as read
        assert isinstance(mode, Webhook)
        assert mode.ip_address == address
