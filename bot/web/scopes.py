"""What tokens of the HTTP API may do."""

from enum import StrEnum


class Scope(StrEnum):
    """What a token may do."""

    CHECK = "check"
    """Have texts checked."""
    READ = "read"
    """Read claims, sightings and spread."""
    FEEDBACK = "feedback"
    """Say whether a match was right."""
