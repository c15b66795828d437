"""Matching as functions of values: eligibility, evidence, score, ranking."""
