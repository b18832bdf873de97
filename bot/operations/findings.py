"""What `doctor` finds: one thing that was looked at, how it stands, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what was seen, and (unless all is well) what to do."""

    subject: str
    health: Severity
    seen: str
    remedy: str = ""
