"""The demo: sample claims and posts, taken through the same rooms as real ones.

May import the application and all below it; only the command line imports this room.
"""
