"""Matching: text in, ranked claims with probabilities out; knows nothing of platforms or databases."""
