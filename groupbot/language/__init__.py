"""The language a member chose to read."""
