"""Law L11: the bot acts on nobody, admins first of all: there is no effect that could."""

from dataclasses import fields
from typing import get_args

from groupbot.effects import Acknowledge, Ask, Effect, Hand, Leave, Remove, Say, TellAdmins, Whisper

TELLS = {Say, Whisper, Hand, Acknowledge, Ask, TellAdmins}
# What changes a group: the platform's own notice is nobody's message, and the bot's going concerns the bot.
CHANGES = {Remove, Leave}


def test_no_effect_acts_on_a_person() -> None:
    """REQUIRES of every effect that it tells something, or changes what is no person's; a new one is decided here.

    An effect that restricts, releases, admits or declines somebody has to bring its own tests of law L11: never an
    admin, never a restriction that others set.
    """
    assert set(get_args(Effect)) == TELLS | CHANGES
    assert not {field.name for effect in CHANGES for field in fields(effect)} & {"to", "who", "actor"}
