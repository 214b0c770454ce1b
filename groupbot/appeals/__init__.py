"""Disagreeing with the bot or the admins: opened in private by whoever is concerned, decided by people."""
