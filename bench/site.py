"""A deployment in a folder of its own, as an operator would set it up."""

from dataclasses import dataclass
from pathlib import Path

from groupbot.process.settings import Settings
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file

POLICY = Path(__file__).parents[1] / "policies" / "examples" / "closed-user-group.yaml"


@dataclass(frozen=True, slots=True)
class Site:
    """Where it lies; `database_url` is empty for SQLite in the data folder."""

    folder: Path
    database_url: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """Return the settings as a process takes them; the root key is made when it is not there."""
        root_key = self.folder / "root.key"
        if not root_key.exists():
            self.folder.mkdir(exist_ok=True)
            root_key.touch(mode=0o600)
            root_key.write_bytes(new_key_file(SystemRandom()))
        return {
            "GROUPBOT_DATA": str(self.folder / "data"),
            "GROUPBOT_DATABASE_URL": self.database_url,
            "GROUPBOT_POLICY": str(POLICY),
            "GROUPBOT_GROUPS": "any",
            "GROUPBOT_ROOT_KEY_FILE": str(root_key),
        }

    def settings(self) -> Settings:
        """Return the settings as the house takes them."""
        return Settings.model_validate(
            {name.removeprefix("GROUPBOT_").lower(): value for name, value in self.variables.items()}
        )
