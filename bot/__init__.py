"""The application: platforms, decisions, replies, commands."""
