"""What a member may always ask for: their data, their withdrawal, and who is responsible."""
