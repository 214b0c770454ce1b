"""groupbot decides: pure rules and one transaction per event; it names no platform."""

__version__ = "0.1.0"
