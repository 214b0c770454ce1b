"""Consent: the notice, the toggles, the record, and the way back."""
