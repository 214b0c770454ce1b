"""Telegram: translates Bot API updates into events and effects into Bot API calls, and decides nothing."""
