"""All claims, ready to be searched by meaning, words, character n-grams and links.

May import ranking, encoding, language and the vocabulary.
"""
