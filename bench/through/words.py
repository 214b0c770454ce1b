"""What the smallest bot shows: as many words and buttons as our screen of toggles."""

LABELS = (
    "☐ keep moderation events about me",
    "☐ count me in the weekly digest",
    "☐ show my verified wiki name to this group",
    "☐ keep my wiki account sealed for re-checks",
    "Save",
    "None of these",
)
TEXTS = tuple(
    f"Choice {number}. You may choose what is kept about you, and change it at any time. "
    + "Each line says what. " * 30
    for number in (1, 2)
)
