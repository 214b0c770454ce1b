"""Defects that are none: what differs cannot be seen from outside. Each is tried all the same, and says why."""

EQUIVALENT: dict[str, dict[str, str]] = {}
