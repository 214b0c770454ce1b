"""Which files are tried, and against which tests alone: those of the file, which say what it has to do.

Each is what pytest is called with. On PostgreSQL the same rules are tried, and nothing new would be seen.
"""

_LEDGER = "groupbot/ledger"
_TESTS = "tests/unit/ledger"
_CONSENT_RULES = "tests/unit/consent/test_consent_rules.py"
_CONSENT_ANSWERS = "tests/unit/consent/test_consent_answers.py"

TARGETS: dict[str, tuple[str, ...]] = {
    f"{_LEDGER}/tree.py": (f"{_TESTS}/test_ledger_tree.py",),
    f"{_LEDGER}/tiles.py": (f"{_TESTS}/test_ledger_tiles.py",),
    f"{_LEDGER}/signed_note.py": (f"{_TESTS}/test_ledger_notes.py",),
    f"{_LEDGER}/checkpoint.py": (f"{_TESTS}/test_ledger_checkpoint.py",),
    f"{_LEDGER}/proof.py": (f"{_TESTS}/test_ledger_proof.py",),
    f"{_LEDGER}/entry.py": (f"{_TESTS}/test_ledger_entry.py",),
    f"{_LEDGER}/kinds.py": (f"{_TESTS}/test_ledger_kinds.py",),
    f"{_LEDGER}/opening.py": (f"{_TESTS}/test_ledger_opening.py",),
    f"{_LEDGER}/cursor.py": (f"{_TESTS}/test_ledger_opening.py",),
    f"{_LEDGER}/reading.py": (f"{_TESTS}/test_ledger_checkpoint.py", f"{_TESTS}/test_ledger_proof.py"),
    f"{_LEDGER}/batch.py": (f"{_TESTS}/test_ledger_batch.py",),
    f"{_LEDGER}/continuing.py": (f"{_TESTS}/test_ledger_continuing.py",),
    f"{_LEDGER}/comparing.py": (f"{_TESTS}/test_ledger_comparing.py",),
    f"{_LEDGER}/matching.py": ("tests/unit/ledger_store/test_ledger_shown.py", "-k", "sqlite"),
    "groupbot/consent/model.py": (_CONSENT_RULES, _CONSENT_ANSWERS),
    "groupbot/consent/rules.py": (_CONSENT_RULES, _CONSENT_ANSWERS),
    "groupbot/consent/packing.py": ("tests/unit/consent/test_consent_packing.py",),
    "groupbot/consent/everywhere.py": ("tests/unit/consent/test_consent_everywhere.py",),
    "groupbot/consent/screens.py": (
        "tests/unit/consent/test_consent_screens.py",
        "tests/unit/consent/test_consent_words.py",
    ),
    "groupbot/rights/erasing.py": ("tests/unit/rights/test_erasing_decided.py",),
    "groupbot/rights/mydata.py": ("tests/unit/rights/test_rights_mydata.py",),
    "groupbot/rights/screens.py": ("tests/unit/rights/test_rights_words.py",),
    "groupbot/rights/sheets.py": ("tests/unit/rights/test_rights_sheets.py",),
    "groupbot/rights/telling.py": ("tests/unit/rights/test_rights_words.py",),
    "groupbot/reports/model.py": ("tests/unit/reports/test_report_rules.py",),
    "groupbot/reports/rules.py": ("tests/unit/reports/test_report_rules.py",),
    "groupbot/reports/screens.py": ("tests/unit/reports/test_report_screens.py",),
    "groupbot/appeals/model.py": ("tests/unit/appeals/test_appeal_rules.py",),
    "groupbot/appeals/rules.py": ("tests/unit/appeals/test_appeal_rules.py",),
    "groupbot/appeals/deciding.py": (
        "tests/unit/appeals/test_appeal_deciding.py",
        "tests/unit/appeals/test_appeal_marks.py",
    ),
    "groupbot/appeals/screens.py": ("tests/unit/appeals/test_appeal_screens.py",),
    "groupbot/gate/bar.py": ("tests/unit/gate/test_gate_bar.py",),
    "groupbot/gate/ways.py": ("tests/unit/gate/test_gate_ways.py",),
}
