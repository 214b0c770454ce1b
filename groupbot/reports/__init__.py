"""Reporting a message to the admins of its group: in private, by its link, and without the reporter's name."""
