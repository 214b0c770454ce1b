"""Discord's own description of requests, and what is wrong with one."""

from typing import Any


def complaint(method: str, path: str, body: Any) -> str:
    """Return what Discord's schema says against a body, or ""."""
    return ""
