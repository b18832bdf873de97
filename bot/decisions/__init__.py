"""What to do with a post: the pure gate, judging, and a preview of both.

May import conversation, spread, claims and what lies below them; knows no command, no outbox, and no
adapter of a platform.
"""
