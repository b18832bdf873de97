"""Servers that stand in for the platforms; tests reach them over real HTTP."""
