"""Telegram, through python-telegram-bot.

May import the port and what lies below it; no other room imports the client library.
"""
