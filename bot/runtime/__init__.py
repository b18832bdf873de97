"""Builds the parts of a process, runs periodic tasks, listens, and says what role a process has.

May import platforms, telemetry, config and what lies below them; knows no claims and no conversation.
"""
