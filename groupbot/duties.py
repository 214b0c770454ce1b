"""All tables and what they owe to the people in them: the one list that erasure, export and retention run over."""

from groupbot.appeals.duties import DUTIES as APPEALS
from groupbot.consent.duties import DUTIES as CONSENT
from groupbot.groups.tables import DUTIES as GROUPS
from groupbot.language.duties import DUTIES as LANGUAGE
from groupbot.ledger.duties import DUTIES as LEDGER
from groupbot.proofs.duties import DUTIES as PROOFS
from groupbot.reports.duties import DUTIES as REPORTS
from groupbot.restraint.duties import DUTIES as RESTRAINT
from groupbot.setup.tables import DUTIES as SETUP
from groupbot.store.duties import DUTIES as STORE

DUTIES = (*STORE, *GROUPS, *CONSENT, *LANGUAGE, *SETUP, *RESTRAINT, *LEDGER, *APPEALS, *PROOFS, *REPORTS)
