"""What a process tells of itself: log, metrics, trace ids, health, endpoints.

The named crash points of the tests live here, too. May import config, errors and events.
"""
