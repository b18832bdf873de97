"""What a post does with a claim, read from both together: asserts, asks, reports, denies, or something else.

May import ranking, encoding, language and the vocabulary; knows no index.
"""
