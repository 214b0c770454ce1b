"""What the operator sets: environment variables GROUPBOT_*, or a file named by GROUPBOT_SETTINGS (KEY=value lines)."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "GROUPBOT_"
FILE = f"{PREFIX}SETTINGS"
# A Bot API server of one's own may be reached, and may reach us, without TLS; whether Telegram may, it says itself.
_ADDRESS = r"^https?://[^\s/]+(/\S*)?$"


class Settings(BaseSettings):
    """The operator's settings; secrets print as stars, and files are read only when they are used.

    What a wrong value is told of is in groupbot.cli.mistakes.
    """

    # A variable that is there and empty is not set: a path of no letters would be the folder we happen to stand in.
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data: Path = Field(
        default=Path("data"), description="Folder of the database, the vault and the groups' own policies."
    )
    database_url: str = Field(default="", description="Database URL; empty means groupbot.db in the data folder.")
    policy: Path = Field(
        default=Path("policy.yaml"), description="The policy of every group that has no file of its own."
    )
    groups: Literal["accepted", "any"] = Field(
        default="accepted",
        description="Which new groups are served: those that `groupbot groups accept` lets in, or any.",
    )
    root_key_file: Path | None = Field(default=None, description="File with the root key, outside the data folder.")
    root_key_credential: str | None = Field(
        default=None, pattern=r"^[^\s/]+$", description="Name of a systemd credential holding the root key."
    )
    root_key_passphrase: SecretStr | None = Field(default=None, description="Passphrase that opens the root key file.")
    telegram_token: SecretStr | None = Field(default=None, description="Bot token from @BotFather.")
    telegram_token_file: Path | None = Field(
        default=None, description="File holding the bot token, instead of the variable."
    )
    telegram_api: str = Field(
        default="https://api.telegram.org", pattern=_ADDRESS, description="Base address of the Bot API."
    )
    telegram_webhook_url: str = Field(
        default="", pattern=f"^$|{_ADDRESS}", description="Public HTTPS address; empty means long polling."
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="Secret token of the webhook, 16-256 of A-Za-z0-9_-."
    )
    telegram_webhook_port: int = Field(
        default=8643, ge=1, le=65535, description="Local port behind the public address."
    )
    telegram_webhook_listen: str = Field(
        default="127.0.0.1", pattern=r"^[0-9A-Fa-f.:]+$", description="Local address that the web server reaches."
    )
    telegram_webhook_ip_address: str = Field(
        default="",
        pattern=r"^$|^[0-9A-Fa-f.:]+$",
        description="Where Telegram finds the public address, if not by name.",
    )
    discord_token: SecretStr | None = Field(default=None, description="Bot token from Discord's developer portal.")
    discord_token_file: Path | None = Field(
        default=None, description="File holding that token, instead of the variable."
    )
    discord_api: str = Field(
        default="https://discord.com/api/v10", pattern=_ADDRESS, description="Base address of Discord's API."
    )
    discord_shards: bool = Field(
        default=False, description="Whether the connection to Discord is sharded, as it must be from 2,500 servers on."
    )
    discord_members: bool = Field(
        default=False, description="Whether Discord is asked to tell who comes and goes (Server Members Intent)."
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="What the log shows.")

    @property
    def database(self) -> str:
        """Return the SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{(self.data / 'groupbot.db').absolute()}"

    @property
    def vault(self) -> Path:
        """Return the vault's file, which is never the database's and never in a backup."""
        return self.data / "vault.db"

    @property
    def group_policies(self) -> Path:
        """Return the folder in which `<group number>.yaml` overrides the policy of one group."""
        return self.data / "groups"

    @property
    def processes(self) -> Path:
        """Return the folder in which processes that serve show that they live."""
        return self.data / "processes"

    def token(self, platform: str) -> str:
        """Return the bot token of a platform from the variable or its file, or ""."""
        secret, file = {
            "telegram": (self.telegram_token, self.telegram_token_file),
            "discord": (self.discord_token, self.discord_token_file),
        }[platform]
        if secret is not None:
            return secret.get_secret_value()
        return file.read_text().strip() if file else ""


def read_settings() -> Settings:
    """Read the settings now; raises pydantic's ValidationError, which names each variable, or OSError for the file."""
    file = os.environ.get(FILE)
    if file:
        Path(file).open().close()  # pydantic-settings takes a missing file for an empty one
    return Settings(_env_file=file)  # type: ignore[call-arg]  # pydantic-settings' own
