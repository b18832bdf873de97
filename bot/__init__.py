"""The application: posts come in, are read and decided on, and answers leave.

May import `matchers` and `storage`; its rooms stand in the order that `lint-imports` holds, from `cli` at the
top to `events` at the bottom.
"""
