"""What the bot says: replies, explanations and the language files."""
