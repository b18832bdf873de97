"""What only X needs kept: the ledger of its prices, posts to be checked for deletion, credentials.

May import the models and vocabulary of storage.
"""
