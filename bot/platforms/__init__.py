"""The platforms: the port in `base`, and adapters that translate their own world to `bot.events` and back.

May import telemetry, config and what lies below them; `telegram` and `x` know nothing of each other.
"""
