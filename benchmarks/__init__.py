"""Measurements for docs/matching.md; each runs by itself on a folder of labelled data."""
