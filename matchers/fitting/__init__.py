"""The workshop: fits rankers, adapters and calibrations, and measures the matcher.

The running bot never imports it; the command line does. May import every other room of the matchers.
"""
