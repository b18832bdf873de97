"""Tests of the fakes themselves: each rule a fake enforces is seen enforced."""
