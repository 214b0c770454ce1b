"""What leaves the stand-in: as Discord writes it, where simcord writes more or another host."""

from typing import Any

from simcord.backend.cdn import CDN_BASE

OWN_ONLY = ("verified", "mfa_enabled", "locale", "flags")  # of a user object: told to that account alone


def outgoing(value: Any, cdn: str) -> Any:
    """Return a payload with our own file host, and without what Discord tells nobody about others."""
    if isinstance(value, dict):
        other = "username" in value and "discriminator" in value
        return {k: outgoing(v, cdn) for k, v in value.items() if not (other and k in OWN_ONLY)}
    if isinstance(value, (list, tuple)):
        return [outgoing(item, cdn) for item in value]
    if isinstance(value, str) and value.startswith(CDN_BASE):
        return cdn + value.removeprefix(CDN_BASE)
    return value
