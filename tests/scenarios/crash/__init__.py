"""The bot killed at every step, and what must be true afterwards: `make crash`."""
