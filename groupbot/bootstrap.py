"""The only place where the parts are wired together; importing anything else does nothing."""

from collections.abc import Mapping

from groupbot.buttons import Buttons
from groupbot.case import Desk
from groupbot.duties import DUTIES
from groupbot.engine import Engine
from groupbot.groups.directory import Directory
from groupbot.groups.model import Beginning, Mode
from groupbot.house import House
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.performer import Performer
from groupbot.policy import shipped
from groupbot.ports import Clock, Ports, Random, Unavailable
from groupbot.process.settings import Settings
from groupbot.store import database, lease, migrate
from groupbot.store.presence import Presence
from groupbot.store.store import Store
from groupbot.tally import Tally
from groupbot.upkeep.housekeeping import Housekeeper
from groupbot.vault.root import RootKey, RootSource, read_root_key
from groupbot.vault.vault import Vault, VaultUnavailable


def root_key(settings: Settings) -> RootKey:
    """Read the root key from where the settings say; raises VaultError with a remedy."""
    passphrase = settings.root_key_passphrase.get_secret_value() if settings.root_key_passphrase else ""
    return read_root_key(RootSource(settings.root_key_file, settings.root_key_credential or "", passphrase))


def build_house(
    settings: Settings,
    ports: Mapping[str, Ports],
    clock: Clock,
    random: Random,
    *,
    leased: bool = False,
    begins_in: Mode = Mode.DRY,
) -> House:
    """Wire everything over the files that the settings name; the caller opens and closes what is returned.

    A new group begins dry unless `begins_in` says otherwise, which only a simulated platform does.
    `leased` has each commit ask whether this process still holds the leases of its platforms, and nothing done on one
    before the house has recognised its account there. Raises VaultError, SchemaError and PolicyErrors, each with a
    remedy, Unavailable where a file is locked or away just now, and leaves no file open behind it.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    root = root_key(settings)
    begins = Beginning(accepted=settings.groups == "any", mode=begins_in)
    directory = Directory(settings.policy, settings.group_policies, (shipped(),), begins)
    opened = database.connect(settings.database)
    owner = random.bytes(16)
    guard = lease.fence(tuple(ports), owner) if leased else None
    try:
        vault = Vault.open(settings.vault, root, random)
    except VaultUnavailable as error:
        raise Unavailable(str(error)) from error
    store = Store(opened, vault, DUTIES, guard)
    try:
        migrate.create(opened.writer)
    except BaseException:
        store.close()
        raise
    desk = Desk(Renderer(Messages.load()), directory, random, Tally(clock))
    performer = Performer(store, desk, ports, clock, unmet=ports if leased else ())
    buttons = Buttons(root.subkey("buttons"))
    answers = Engine(store, desk, buttons, ports, clock, performer)
    keeper = Housekeeper(store, desk, buttons, performer, clock, owner)
    presence = Presence(settings.processes, owner)
    key = vault.signer().public_key
    return House(store, directory, answers, performer, keeper, clock, tuple(ports), owner, presence, key)
