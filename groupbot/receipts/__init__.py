"""Signed statements that a member carries away and anybody can check offline."""

from groupbot.receipts.errors import ReceiptError
from groupbot.receipts.signer import Receipt, Signer

__all__ = ["Receipt", "ReceiptError", "Signer"]
