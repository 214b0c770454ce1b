"""The admins' side: setting a group up, changing it later, pausing it and taking it back."""
