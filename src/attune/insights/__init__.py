"""Insights: numbers about the whole, one definition each, from what names nobody."""
