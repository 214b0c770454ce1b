"""What a stranger wrote, made safe to show and fit to compare; pure functions only."""
