"""The mutants by name, for who has not set Django up."""

from typing import Final

MUTANT_NAMES: Final = (
    "fresh_key_per_attempt",
    "mark_sent_before_the_call",
    "no_automatic_refund",
    "random_journal_key",
    "no_exclusion_constraint",
)
