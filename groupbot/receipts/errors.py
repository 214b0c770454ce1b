"""Why a receipt is not taken."""


class ReceiptError(Exception):
    """A receipt or its public key is not valid; `why` says what is wrong, `remedy` what to do next."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} {remedy}")
        self.why = why
        self.remedy = remedy
