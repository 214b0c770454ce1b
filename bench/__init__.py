"""What the house costs, measured beside what it could cost at least: `python -m bench pipeline|start|consent`."""
