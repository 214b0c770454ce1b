"""Our own labels on a small phone."""

import pytest

from adapters.telegram.keyboards import CELL, KEYBOARD, PADDING, cells
from groupbot.i18n.catalogue import FOLDER, Messages, read

# In private 40 px more are free than in a group, and all but the line's one button stand there.
PRIVATE = (KEYBOARD + 40 - PADDING) // CELL
# These two are words on a pressed button, with room of their own.
NOTES = {"button-forged", "button-expired"}


@pytest.mark.parametrize("language", Messages.load().languages)
def test_a_phone_shows_every_label_whole(language: str) -> None:
    """REQUIRES that each label of ours, save those with a name in them, fits a button that stands alone."""
    texts = read(FOLDER / f"{language}.json")
    labels = {key: text for key, text in texts.items() if key.startswith("button-") and key not in NOTES}
    fixed = {key: text for key, text in labels.items() if "$" not in text}
    assert fixed
    assert {key: text for key, text in fixed.items() if cells(text) > PRIVATE} == {}
