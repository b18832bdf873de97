"""The catalogue: forms, files, import, ClaimReview, pages, the matcher in step with the store.

May import platforms, telemetry, config and what lies below them; knows no conversation.
"""
