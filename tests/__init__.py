"""Tests of claimspread, by behaviour."""
