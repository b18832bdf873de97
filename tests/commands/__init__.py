"""Chat commands, buttons and dialogues, over a real database."""
