"""The whole bot as the sandbox and the conversation scripts take it: real in everything but the platform."""

from adapters.sandbox.house import Site
from adapters.sandbox.product import About, Product
from groupbot.bootstrap import build_house
from groupbot.content import Text
from groupbot.duties import DUTIES
from groupbot.groups.model import Mode
from groupbot.house import House
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.policy import shipped
from groupbot.ports import Clock, Ports
from groupbot.process.settings import Settings
from groupbot.routes import COMMANDS
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file

FIRST_POLICY = "public-help-channel"
# What a newcomer wants to try comes first; the private chat's own button sends `start`, which answers like `help`.
OFFERED = (
    "notice",
    "consent",
    "mydata",
    "withdraw",
    "erase",
    "appeal",
    "report",
    "proof",
    "verify",
    "privacy",
    "language",
)
OFFICE = ("setup", "appeals", "reports")
_VAULT = {
    "vault.vault": About("Proves that the root key fits, and signs receipts.", "As long as the bot lives."),
    "vault.groups": About("Holds each group's key, wrapped by the root key.", "As long as the group."),
    "vault.people": About("Finds the random handle of a person who came by; only the root key can.", "As their rows."),
    "vault.keys": About("Holds one random key per person and purpose, wrapped.", "Shredded first at every erasure."),
    "vault.ledger": About("Says how far the log is signed, and holds its signing key.", "As long as the bot lives."),
}


def product() -> Product:
    """Return the bot with its shipped policies, its texts, and what its tables declare."""
    messages = Messages.load()
    renderer = Renderer(messages)

    def label(language: str, key: str) -> str:
        return renderer.label(language, Text(key)) if messages.find(language, key) else ""

    return Product(
        build,
        tuple(sorted((shipped() / "examples").glob("*.yaml"), key=lambda path: (path.stem != FIRST_POLICY, path.stem))),
        words=lambda text: renderer.rich("en", text).text,
        label=label,
        commands=tuple(command for command in OFFERED if command in COMMANDS),
        office=tuple(command for command in OFFICE if command in COMMANDS),
        hushed=frozenset(COMMANDS),
        tables={duty.table.name: About(duty.purpose, duty.retention, duty.ends, duty.ends_in) for duty in DUTIES}
        | _VAULT,
    )


async def build(site: Site, ports: Ports, clock: Clock) -> House:
    """Wire the bot over a site, with a fresh root key when there is none; implements Builder."""
    random = SystemRandom()
    if not site.root_key.exists():
        site.root_key.touch(mode=0o600)
        site.root_key.write_bytes(new_key_file(random))
    # Not the constructor: it would read the environment, where the settings of a real deployment may stand.
    settings = Settings.model_construct(data=site.data, policy=site.policy, groups="any", root_key_file=site.root_key)
    mode = Mode.DRY if site.new else Mode.LIVE
    house = build_house(settings, {ports.capabilities.platform: ports}, clock, random, begins_in=mode)
    try:
        await house.open()
    except BaseException:
        await house.close()
        raise
    return house
