"""The demo: sample claims and posts, taken through the same rooms as real ones."""
