"""An event's way from the platform's hand to its one transaction.

Intake, albums, bursts, limits, preparation, handling, retries. May import commands, review, outbox,
decisions, conversation, spread, claims, runtime, platforms and what lies below them.
"""
