"""Recommendations as they were made: for which need, by which strategy, and why."""

from django.db import models

from attune.foundation.tenancy import PersonKey, Plane, PracticeForeignKey
from attune.foundation.tenancy.models import WalledModel


class RecommendationRun(WalledModel):
    """One time somebody was recommended providers. It is the person's, who may not have an account yet."""

    person_id = PersonKey(plane=Plane.CARE, append_only=True)
    about_id = models.UUIDField(help_text="Who is to be seen: the person, or the child they act for.")
    need = models.JSONField(help_text="What was asked for, as codes; never a word of the person's.")
    strategy = models.CharField(max_length=60, help_text="Name and version: declared-fit/1.")
    ran_at = models.DateTimeField()
    candidates_count = models.PositiveIntegerField(help_text="Whoever is listed in the patient's state.")
    eligible_count = models.PositiveIntegerField()
    exclusions = models.JSONField(help_text="How many candidates each unmet requirement keeps away.")

    class Meta(WalledModel.Meta):
        indexes = [models.Index(fields=["person_id", "about_id", "ran_at"], name="latest_run_of_somebody")]

    def __str__(self) -> str:
        return f"{self.strategy} {self.id}"


class Recommendation(WalledModel):
    """One provider at one rank of a run, with what decided it."""

    person_id = PersonKey(plane=Plane.CARE, append_only=True)
    run = PracticeForeignKey(RecommendationRun, related_name="recommendations")
    rank = models.PositiveSmallIntegerField()
    provider_id = models.UUIDField()
    offering_id = models.UUIDField()
    listed_practice_id = models.UUIDField(help_text="The practice that published the offering.")
    score = models.FloatField()
    reasons = models.JSONField(help_text="The factors that decided, the weightiest first, as codes with their points.")
    propensity = models.FloatField(help_text="How likely the strategy was to put this provider at this rank.")

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person_id", "run", "rank"], name="one_recommendation_a_rank"),
            models.CheckConstraint(
                condition=models.Q(propensity__gt=0, propensity__lte=1), name="a_propensity_is_a_probability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.id}"
