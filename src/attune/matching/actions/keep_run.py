"""Keeping a recommendation as it was made."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.matching.models import Recommendation, RecommendationRun
from attune.matching.permissions import GET_RECOMMENDATIONS
from attune.matching.queries.recommend import Recommendations, Recommended
from attune.matching.rules.need import codes_of
from attune.matching.rules.reason import kept_reason

CERTAIN = 1.0
"""No strategy leaves anything to chance yet: whoever stands at a rank had to."""


@transaction.atomic
def keep_run(actor: Actor, made: Recommendations, *, about_id: UUID, shown: int) -> UUID:
    """Keep what was recommended to the scope's person, up to ``shown``, and return the run's id.

    The same answer as the last one is not kept again: its id is returned. Raises NotPermitted.
    """
    authorize(actor, GET_RECOMMENDATIONS)
    last = RecommendationRun.objects.filter(about_id=about_id).order_by("-ran_at", "-id").first()
    if last is not None and _is_same(last, made, shown):
        return last.id
    run = RecommendationRun.objects.create(
        about_id=about_id,
        need=codes_of(made.need),
        strategy=made.strategy,
        ran_at=current_scope("A recommendation").now,
        candidates_count=made.candidates_count,
        eligible_count=made.eligible_count,
        exclusions={reason.name.lower(): count for reason, count in made.exclusions.items()},
    )
    Recommendation.objects.bulk_create([_row(run, rank, one) for rank, one in enumerate(made.best[:shown], start=1)])
    record(actor, "matching.run.kept", object_kind="recommendation run", object_id=run.id)
    return run.id


def _row(run: RecommendationRun, rank: int, one: Recommended) -> Recommendation:
    return Recommendation(
        run=run,
        rank=rank,
        provider_id=one.listing.provider_id,
        offering_id=one.listing.offering_id,
        listed_practice_id=one.listing.practice_id,
        score=one.suggestion.score,
        reasons=[kept_reason(reason) for reason in one.suggestion.reasons],
        propensity=CERTAIN,
    )


def _is_same(last: RecommendationRun, made: Recommendations, shown: int) -> bool:
    if (last.need, last.strategy) != (codes_of(made.need), made.strategy):
        return False
    before = last.recommendations.order_by("rank").values_list("provider_id", "offering_id")
    return list(before) == [(one.listing.provider_id, one.listing.offering_id) for one in made.best[:shown]]
