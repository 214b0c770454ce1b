"""Signed statements that a member carries away and anybody can check offline."""

from groupbot.receipts.claim import Claim, Group, Kind, Verified
from groupbot.receipts.errors import ReceiptError
from groupbot.receipts.receipt import issue, verify
from groupbot.receipts.signer import Receipt, Signer

__all__ = ["Claim", "Group", "Kind", "Receipt", "ReceiptError", "Signer", "Verified", "issue", "verify"]
