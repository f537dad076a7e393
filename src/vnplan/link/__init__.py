"""Linking: what belongs together, and the public objects made of it."""
