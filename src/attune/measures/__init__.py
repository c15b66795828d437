"""Measures: questionnaires, their scores, and how these change."""
