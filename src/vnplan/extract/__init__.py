"""Extraction: citations, deadlines, targets, units."""
