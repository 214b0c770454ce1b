"""What a member reads of their consents in /mydata: every field of ISO/IEC TS 27560, in the words of the W3C DPV.

Source: "Consent Records and Receipts using DPV for ISO/IEC TS 27560" (W3C Data Privacy Vocabulary Community Group,
final report of 15 February 2026), sections 7.2 and 8: a record for the EU GDPR as JSON-LD.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from groupbot.consent import records
from groupbot.consent.model import ConsentEvent, Grant, Purpose
from groupbot.store.unit import Unit

CONTEXT = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "schema": "https://schema.org/",
}
PROFILE = "dpv-27560:record-eu-gdpr"
DATA = {
    Purpose.EVENTS: "kind, day and reason of moderation events",
    Purpose.DIGEST: "being one of those counted",
    Purpose.NAME: "verified wiki user name",
    Purpose.RECHECK: "wiki account identifier",
}
COUNTS_UNTIL_WITHDRAWN = "until withdrawn"


def export_records(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return the consent record of one person in one group, its grants as processes with their consent events."""
    known = records.load(unit, handle)
    record = known.record
    if record is None:
        return []
    facts = record.facts
    return [
        {
            "@context": CONTEXT,
            "@type": "dpv:ConsentRecord",
            "dct:conformsTo": PROFILE,
            "dct:identifier": record.id,
            "dpv:hasDataSubject": {"dct:identifier": "you", "dpv:hasAgeDeclaration": f"{record.age} or over"},
            "dpv:hasNotice": {
                "dct:identifier": f"sha256:{record.notice}",
                "dct:hasVersion": str(record.version),
                "dct:language": record.language,
                "dct:description": list(record.pages),
            },
            "dpv:hasJurisdiction": facts.get("jurisdiction", ""),
            "dpv:hasDataController": [
                _party(facts.get("controller", {}), "dpv:DataController"),
                _party(facts.get("host", {}), "dpv:DataProcessor"),
            ],
            "dpv:hasAuthority": facts.get("complaint", {}),
            "dpv:hasProcess": [_process(grant, facts) for grant in known.grants.values()],
        }
    ]


def export_grants(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return each purpose that a person agreed to, with its days."""
    grants = records.load(unit, handle).grants.values()
    return [
        {
            "purpose": grant.purpose,
            "until": _day(grant.until),
            "events": [_event(event, grant) for event in grant.events],
        }
        for grant in grants
    ]


def _process(grant: Grant, facts: Mapping[str, Any]) -> dict[str, Any]:
    days = facts.get("retention", {}).get("events_days")
    kept = f"P{days}D" if grant.purpose is Purpose.EVENTS and days else COUNTS_UNTIL_WITHDRAWN
    return {
        "dpv:hasPurpose": grant.purpose,
        "dpv:hasPersonalData": DATA[grant.purpose],
        "dpv:hasPersonalDataType": "dpv:PersonalData",
        "dpv:hasLegalBasis": "eu-gdpr:A6-1-a",
        "dpv:hasProcessing": ["dpv:Collect", "dpv:Store", "dpv:Erase"],
        "dpv:hasCollectionMethod": "a button pressed by the person",
        "dpv:hasNecessity": "dpv:Optional",
        "dpv:hasStorageLocation": facts.get("storage", {}),
        "dpv:hasStorageDuration": kept,
        "dpv:hasRecipient": ["the admins of the group", *facts.get("recipients", [])],
        "dpv:hasDataTransfer": facts.get("transfers") or "none",
        "dpv:hasRight": ["access", "rectification", "erasure", "restriction", "portability", "withdrawal", "complaint"],
        "dpv:hasWithdrawalMethod": "/withdraw in private, at any time",
        "dpv:hasConsentStatus": [_event(event, grant) for event in grant.events],
    }


def _event(event: ConsentEvent, grant: Grant) -> dict[str, Any]:
    return {
        "dpv:hasConsentStatus": f"dpv:{event.state}",
        "dct:date": _day(event.day),
        "dpv:hasDuration": f"P{grant.until - event.day}D",
        "dpv:isIndicatedBy": event.by,
        "dpv:hasConsentType": "dpv:ExpressedConsent",
    }


def _party(found: dict[str, Any], role: str) -> dict[str, Any]:
    return {
        "@type": role,
        # The contact is the one address that there is: it identifies the party and reaches it.
        "dct:identifier": found.get("contact", ""),
        "schema:name": found.get("name", ""),
        "schema:address": found.get("contact", ""),
        "dpv:hasContact": found.get("contact", ""),
        "dpv:hasEntityType": found.get("kind", ""),
    }


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
