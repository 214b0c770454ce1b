"""groupbot decides: pure rules and one transaction per event; it names no platform."""
