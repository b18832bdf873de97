"""From a post and candidate claims to scores and probabilities, and to evidence for people.

May import language and the vocabulary.
"""
