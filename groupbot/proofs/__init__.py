"""What a member can prove of the log, and what anybody can check."""
