"""Texts to vectors: the bundled models, their adapters, any other model, the cache of vectors.

May import language and the vocabulary.
"""
