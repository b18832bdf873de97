"""What the bot counts, for Prometheus: every metric in one place, each explained in docs/operating.md.

The parts of the bot count where a thing is done, after its commit; what the database knows is looked up when
somebody asks (`bot/telemetry/endpoints.py`). No label holds an account, a place, a text or anything
else that names people.
"""

from datetime import timedelta

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry(auto_describe=True)
"""This process's metrics; the library's own registry stays empty."""

_WAITS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)
_WORK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

ACCEPTED = Counter(
    "claimspread_events_accepted", "Events committed to the inbox.", ["platform"], registry=REGISTRY
)
REPEATED = Counter(
    "claimspread_events_repeated",
    "Events that a platform delivered again and that were known already.",
    ["platform"],
    registry=REGISTRY,
)
SHED = Counter(
    "claimspread_events_shed",
    "Watched posts that were passed over, for there was too much to do.",
    ["platform"],
    registry=REGISTRY,
)
BEGUN_ANEW = Counter(
    "claimspread_polls_begun_anew",
    "Polls that fell silent and were begun again over another connection.",
    ["platform"],
    registry=REGISTRY,
)
UNREADABLE = Counter(
    "claimspread_events_unreadable",
    "Things that a platform sent and nobody could translate; kept for the operator.",
    ["platform"],
    registry=REGISTRY,
)
HANDLED = Counter(
    "claimspread_events_handled", "Events whose effects are committed.", ["platform"], registry=REGISTRY
)
FAILED = Counter(
    "claimspread_handling_failures",
    "Tries to handle an event that ended in an error.",
    ["platform"],
    registry=REGISTRY,
)
EVENT_WAIT = Histogram(
    "claimspread_event_wait_seconds",
    "From an event's commit to the inbox to the commit of its effects.",
    ["platform"],
    buckets=_WAITS,
    registry=REGISTRY,
)
MATCHING = Histogram(
    "claimspread_matching_duration_seconds",
    "How long the matcher took for one batch of posts.",
    buckets=_WORK,
    registry=REGISTRY,
)
MATCHED = Counter("claimspread_texts_matched", "Texts that the matcher read.", registry=REGISTRY)
DECISIONS = Counter(
    "claimspread_decisions",
    "Decisions about posts, by what was done and why.",
    ["platform", "action", "reason"],
    registry=REGISTRY,
)
SENT = Counter("claimspread_messages_sent", "Messages that a platform took.", ["platform"], registry=REGISTRY)
NOT_SENT = Counter(
    "claimspread_message_failures",
    "Tries to send a message that failed, by the kind of error.",
    ["platform", "kind"],
    registry=REGISTRY,
)
UNKNOWN = Counter(
    "claimspread_messages_unknown",
    "Messages of which nobody can tell whether they arrived; a reviewer is shown each.",
    ["platform"],
    registry=REGISTRY,
)
MESSAGE_WAIT = Histogram(
    "claimspread_message_wait_seconds",
    "From a message's commit to the outbox until a platform took it.",
    ["platform"],
    buckets=_WAITS,
    registry=REGISTRY,
)
SOURCE_READS = Counter(
    "claimspread_source_reads",
    "Turns at sources of claims, by kind and by how they ended (ok, unreachable, busy and so on).",
    ["kind", "outcome"],
    registry=REGISTRY,
)
SOURCE_CLAIMS = Counter(
    "claimspread_source_claims",
    "Claims that sources brought, by what became of them (published, joined, proposed, changed, refused).",
    ["outcome"],
    registry=REGISTRY,
)
CHORES = Counter(
    "claimspread_chore_runs", "Rounds of recurring work, by outcome.", ["chore", "outcome"], registry=REGISTRY
)

INBOX = Gauge(
    "claimspread_inbox_events", "Events in the inbox that are not handled.", ["status"], registry=REGISTRY
)
OLDEST = Gauge(
    "claimspread_inbox_oldest_age_seconds", "Since when the oldest event waits; 0 without.", registry=REGISTRY
)
OUTBOX = Gauge("claimspread_outbox_messages", "Messages in the outbox.", ["status"], registry=REGISTRY)
REVIEWS = Gauge("claimspread_reviews_open", "Review items that wait for a person.", registry=REGISTRY)
CLAIMS = Gauge("claimspread_claims_published", "Claims that may be matched.", registry=REGISTRY)
DATABASE_UP = Gauge("claimspread_database_up", "1 while the database answers.", registry=REGISTRY)
PLATFORM_UP = Gauge(
    "claimspread_platform_up",
    "1 while the platform is heard; absent where another process listens.",
    ["platform"],
    registry=REGISTRY,
)
PLATFORM_PAUSED = Gauge(
    "claimspread_platform_sending_paused",
    "1 while sends are held back, for the platform does not take them.",
    ["platform"],
    registry=REGISTRY,
)
ACCOUNT_REFUSED = Gauge(
    "claimspread_platform_account_refused",
    "1 while the platform refuses the bot's account as a whole: locked, no credits, a limit.",
    ["platform"],
    registry=REGISTRY,
)
LAST_HEARD = Gauge(
    "claimspread_platform_last_heard_timestamp_seconds",
    "When the platform last answered.",
    ["platform"],
    registry=REGISTRY,
)
READY = Gauge("claimspread_ready", "1 while `/readyz` says yes.", registry=REGISTRY)
X_SPENT = Gauge("claimspread_x_spent_dollars", "What X cost in the window.", ["window"], registry=REGISTRY)
X_CAP = Gauge(
    "claimspread_x_cap_dollars",
    "What X may cost in the window; absent without a cap.",
    ["window"],
    registry=REGISTRY,
)
BUILD = Gauge(
    "claimspread_build_info",
    "Always 1; which version and model run.",
    ["version", "model"],
    registry=REGISTRY,
)

_PROCESS: tuple[Collector, ...] = (
    ProcessCollector(registry=REGISTRY),
    PlatformCollector(registry=REGISTRY),
    GCCollector(registry=REGISTRY),
)
"""Memory, processor time, open files and the interpreter, as the library measures them."""


def waited(histogram: Histogram, platform: str, time: timedelta) -> None:
    """Note how long something waited; a clock that was set back makes it nothing, not less."""
    histogram.labels(platform).observe(max(0.0, time.total_seconds()))
