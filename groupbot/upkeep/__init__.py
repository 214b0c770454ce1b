"""What falls due without an event."""
