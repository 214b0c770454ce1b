"""What the vault says when it cannot do what was asked."""


class VaultError(Exception):
    """The vault or the root key cannot be used; `why` says where and why, `remedy` what to do next."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} {remedy}")
        self.why = why
        self.remedy = remedy


class VaultUnavailable(VaultError):  # noqa: N818  (a state of the disk or of another process, not a mistake)
    """The vault's file did not serve just now (held by another process, disk full); the same call may succeed later."""


class Shredded(VaultError):  # noqa: N818  (a state somebody asked for, not a mistake)
    """The key is gone, so what it sealed can be opened by nobody."""

    def __init__(self) -> None:
        super().__init__("The key of this row was shredded.", "Delete the row: its content cannot come back.")
