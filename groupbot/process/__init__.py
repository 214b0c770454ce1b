"""What a running process is: its settings, clock, log and life, and what is looked at before it begins."""
