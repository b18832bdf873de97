"""What the bot says, as rows and on its way to the platform.

Queueing, revisions, delivery, circuit breaker, notices. May import conversation, spread, claims,
platforms and what lies below them; knows no decisions and no commands.
"""
