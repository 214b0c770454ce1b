"""Why a proof, a checkpoint or a code is not taken."""


class LedgerError(Exception):
    """Something of the log is not valid; `why` says where and what is wrong, `remedy` what to do next."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} {remedy}")
        self.why = why
        self.remedy = remedy


class DamagedError(LedgerError):
    """The log itself does not have what it should have: nothing that was given to it is wrong."""
