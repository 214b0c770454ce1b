"""What a community wants, written in YAML and compiled into one immutable Policy."""

from pathlib import Path


def shipped() -> Path:
    """Return the directory of the policies that come with the program."""
    return Path(__file__).resolve().parents[2] / "policies"
