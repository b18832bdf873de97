"""What one process of the bot does: everything, or one part of it beside others on the same PostgreSQL."""

from enum import StrEnum


class ProcessRole(StrEnum):
    """The role of a process, as `claimspread run --role` names it."""

    ALL = "all"
    LISTEN = "listen"
    """Hears the platforms. One process an account does; the others of this kind stand by."""
    MATCH = "match"
    """Reads what was heard and decides; as many as the load asks for."""
    DELIVER = "deliver"
    """Sends, without the model and the claims; as many as the load asks for."""
    WEB = "web"
    """Serves the dashboard and the HTTP API alone, on SQLite too."""

    @property
    def listens(self) -> bool:
        """Whether platforms are heard here."""
        return self in (ProcessRole.ALL, ProcessRole.LISTEN)

    @property
    def matches(self) -> bool:
        """Whether events are handled here."""
        return self in (ProcessRole.ALL, ProcessRole.MATCH)

    @property
    def delivers(self) -> bool:
        """Whether messages are sent here."""
        return self in (ProcessRole.ALL, ProcessRole.DELIVER)

    @property
    def knows_claims(self) -> bool:
        """Whether the model and the claims are needed: a listener answers inline questions with them."""
        return self.matches or self.listens
