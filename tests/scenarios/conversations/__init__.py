"""Six chats with the bot at once, played over HTTP at the fake and written down as their readers see them."""
