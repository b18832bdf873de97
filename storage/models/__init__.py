"""The tables. Each file holds those of one subject; importing this room makes them all known.

They are for storage alone and know no queries; the repositories beside this room ask for them.
"""

from storage.models.base import LONGEST_LANGUAGE, Base, Id, is_id
from storage.models.claims import Appearance, Claim, ClaimChange, FactCheck, Phrasing, Vector
from storage.models.decisions import DecisionPerson, DecisionRecord, Feedback, ReviewItem, Sighting
from storage.models.people import AuditEntry, Dialogue, Preference, RoleGrant
from storage.models.queues import Cursor, InboxEvent, OutboxMessage

__all__ = [
    "LONGEST_LANGUAGE",
    "Appearance",
    "AuditEntry",
    "Base",
    "Claim",
    "ClaimChange",
    "Cursor",
    "DecisionPerson",
    "DecisionRecord",
    "Dialogue",
    "FactCheck",
    "Feedback",
    "Id",
    "InboxEvent",
    "OutboxMessage",
    "Phrasing",
    "Preference",
    "ReviewItem",
    "RoleGrant",
    "Sighting",
    "Vector",
    "is_id",
]
