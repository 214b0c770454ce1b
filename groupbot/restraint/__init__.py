"""Holding members and letting people in: what the bot set is known, and nothing else is lifted (law L11)."""
