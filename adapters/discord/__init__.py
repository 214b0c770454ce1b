"""Discord: their events to ours, our effects to their API."""
