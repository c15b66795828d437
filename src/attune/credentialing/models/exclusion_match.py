"""Matches: a provider here who is, or may be, somebody on an exclusion list."""

from django.db import models

from attune.credentialing.rules.screening import MatchState, MatchStrength
from attune.foundation.tenancy import HolderKey, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class ExclusionMatch(WalledModel):
    """One provider and one row of a list. A decision holds for this row alone."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    exclusion_id = models.UUIDField()
    strength = models.CharField(max_length=10, choices=[(one.value, one.value) for one in MatchStrength])
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in MatchState])
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "provider", "exclusion_id"], name="a_row_matches_a_provider_once"
            ),
        ]


class MatchToReview(WalledModel):
    """What the platform's reviewers list: a match that some practice's screening found and nobody has decided."""

    holder_id = HolderKey()
    match_id = models.UUIDField()
    practice_shown = models.UUIDField()
    provider_id = models.UUIDField()
    strength = models.CharField(max_length=10, choices=[(one.value, one.value) for one in MatchStrength])
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "match_id"], name="a_match_is_listed_once"),
        ]
