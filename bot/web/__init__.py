"""The dashboard and the HTTP API: `site.py` joins them, one module a topic.

Everything is read from the same store and decided by the same functions as in chat. Pages work without
scripts; scripts add keys, charts and a switch of colours. May import the application and all below it; only
the command line imports this room.
"""
