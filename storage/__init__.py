"""Storage: tables, and one module of queries a subject.

Knows nothing of platforms or matching, and imports neither `bot` nor `matchers`.
"""
