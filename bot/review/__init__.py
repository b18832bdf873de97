"""Doubtful posts and lost messages before people: the desk, its items, the reviewers' chat.

May import outbox, decisions, conversation and what lies below them.
"""
