"""Matching: text in, ranked claims with probabilities out.

Knows nothing of platforms or databases, and imports neither `bot` nor `storage`.
"""
