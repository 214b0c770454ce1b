"""A bot that served real people over Telegram, stopped and carried off."""

from tests.seizure.admitted import LOOKS, TOKEN, Evidence, admitted
from tests.seizure.opening import forms, number_forms
from tests.seizure.walk import SAID


def test_no_file_tells_who_was_there_or_what_was_said(evidence: Evidence) -> None:
    """REQUIRES that no id, name, title, link or text that went through stands in any file, in any encoding."""
    cast = evidence.cast
    texts = [*cast.words, SAID, *(room.title for room in cast.rooms)]
    ids = [*cast.ids, *(room.id for room in cast.rooms)]
    secret = {form: text for text in texts for form in forms(text)}
    secret |= {form: str(number) for number in ids for form in number_forms(number)}
    assert "data/groupbot.db" in evidence.seizure.files
    files = evidence.seizure.files.items()
    leaks = [(file, what) for file, held in files for form, what in secret.items() if form in held]
    assert leaks == []


def test_only_the_token_file_holds_the_token(evidence: Evidence) -> None:
    """REQUIRES that the bot's token stands in the operator's own file and in no log, database or temporary file."""
    held = [file for file, content in evidence.seizure.files.items() if TOKEN.partition(":")[2].encode() in content]
    assert held == ["config/token"]


def test_nobody_is_in_the_vault_but_who_agreed_or_chose(evidence: Evidence) -> None:
    """REQUIRES that exactly those who agreed or chose a language are enrolled, each where they did."""
    enrolled = sorted(handle for pairs in evidence.seizure.members.values() for _, handle in pairs)
    rows = evidence.seizure.tables
    kept = {row["handle"] for table in ("consent_record", "language_choice") for row in rows[table]}
    assert (len(enrolled), set(enrolled)) == (4, kept)


def test_the_page_admits_exactly_what_can_be_got(evidence: Evidence) -> None:
    """REQUIRES that each line of docs/SUBPOENA.md is true of what was seized, none missing, none too many."""
    assert {what: look(evidence) for what, look in LOOKS.items()} == admitted()


def test_every_opened_table_is_on_the_page(evidence: Evidence) -> None:
    """REQUIRES that the key opens no kind of value but those that the page speaks of."""
    of_persons_or_groups = {each.table for each in evidence.seizure.opened}
    assert of_persons_or_groups == {
        "deployment",
        "chat_group",
        "kept_policy",
        "own_settings",
        "settings_aside",
        "settings_entry",
        "consent_record",
        "consent_grant",
        "ledger_entry",
        "restriction",
        "appeal",
        "report",
        "proof_request",
        "language_choice",
        "outbox",
    }
