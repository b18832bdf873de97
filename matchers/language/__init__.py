"""What a text says by itself: normalisation, words, numbers, names, places, language, stance.

Imports only the vocabulary (`types`, `errors`).
"""
