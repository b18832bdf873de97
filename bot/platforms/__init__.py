"""The platforms: each translates its own world to `bot.events` and back."""
