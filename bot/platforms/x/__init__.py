"""X (Twitter): hearing, answering and watching within its rules and prices.

May import the port and what lies below it; no other room imports tweepy. `client` is the adapter around it.
"""
