"""Defects that are none: what differs cannot be seen from outside. Each is tried all the same, and says why.

Each is named by the text of its line, what stood there, and what stands there instead: where the line changes, the run
ends and says so.
"""

_REFUSED = r'return sign < " " or sign == "+" or sign.isspace() or "\ud800" <= sign <= "\udfff"'
_HOLDS = "return bool(unit.read(sa.select(sa.literal(1)).select_from(duty.table).where(whose).limit(1)))"
_TABLES = "tables = [entry for duty in DUTIES if not duty.mark for entry in _table(unit, duty, number, handle)]"
_LAST_PAGE = "start_at = min(page, max(len(groups) - 1, 0) // GROUPS_PER_PAGE) * GROUPS_PER_PAGE"
_LATELY = "lately = sorted(day for day in opened if day > today - WITHIN_DAYS)"

EQUIVALENT: dict[str, dict[str, str]] = {
    "groupbot/appeals/rules.py": {
        f"{_LATELY} | day > today - WITHIN_DAYS -> day >= today - WITHIN_DAYS": "thirty days after it, it is today",
    },
    "groupbot/consent/packing.py": {
        "_WINDOW, _MEMORY = 13, 6 | 6 -> 7": "how much memory compressing takes; what it gives is read alike",
    },
    "groupbot/ledger/batch.py": {
        "for place, leaf in zip(places, entries, strict=True): | True -> False": "places are cut to their number above",
    },
    "groupbot/ledger/matching.py": {
        r"""lines = data[: proof.LARGEST_HEAD].split(b"\n", 2) | 2 -> 3""": "only the second line is looked at",
        """return b"" | b'' -> b'x'""": "neither has a salt or a payload, and no entry is found by it",
    },
    "groupbot/ledger/opening.py": {
        """return base64.b32encode(bytes(self)).decode().rstrip("=") | '=' -> '=x'""": "base32 has no small x",
        """if base64.b32encode(data).decode().rstrip("=") != plain: | '=' -> '=x'""": "base32 has no small x",
    },
    "groupbot/ledger/proof.py": {
        """lines += [""] * (3 - len(lines)) | '' -> 'x'""": "both are no line that a proof has",
    },
    "groupbot/ledger/signed_note.py": {
        f"{_REFUSED} | sign < ' ' -> sign <= ' '": "a blank is refused as one anyway",
        f"{_REFUSED} | ' ' -> ' x'": "a blank is refused as one anyway",
        rf"{_REFUSED} | '\udfff' -> '\udfffx'": "no single character lies between",
    },
    "groupbot/rights/erasing.py": {
        f"{_HOLDS} | 1 -> 2": "whether there is a row is all that is asked",
        """return register.title(unit, number) if number else "" | '' -> 'x'""": "no screen of all groups has a title",
    },
    "groupbot/rights/sheets.py": {
        "room = 0 | 0 -> 1": "the first piece opens a sheet whatever room there is",
    },
    "groupbot/rights/screens.py": {
        f"{_LAST_PAGE} | 0 -> 1": "where there is no group, or one, the first page is the last",
    },
    "groupbot/rights/mydata.py": {
        f"{_TABLES} | for duty in DUTIES if not duty.mark -> for duty in DUTIES": "no handle is anybody's mark",
    },
}
