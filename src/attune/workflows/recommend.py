"""From somebody's answers to recommendations: the need, the ranking, and the run that is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from attune.directory.rules.vocabulary import PLACES, WINDOWS
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, Scope, current_scope, scope
from attune.matching.actions.keep_run import keep_run
from attune.matching.actions.suggest_clinician import suggest_clinician
from attune.matching.errors import NotEnoughAnswered
from attune.matching.permissions import GET_RECOMMENDATIONS
from attune.matching.queries.recommend import Recommendations, Workload, recommend
from attune.matching.queries.team import chosen_by_staff, workloads
from attune.matching.rules.need import SELF_PAY, Need
from attune.matching.rules.policy import MatchingPolicy
from attune.matching.rules.reason import Factor, Reason
from attune.patients.queries.answers import answers
from attune.patients.queries.charts import own_charts
from attune.patients.rules.age import age_group
from attune.patients.rules.answers import Answers, Strength
from attune.practices.queries.registry import the_practice
from attune.scheduling.queries.workload import providers_seen

COMMON_LANGUAGE = "en"
"""What a provider has to speak where no other language is a must."""


@dataclass(frozen=True, slots=True)
class RecommendedTo:
    """What is recommended to somebody, by which answers. ``is_for_child`` tells whom it is about."""

    run_id: UUID
    made: Recommendations
    zone: str
    is_for_child: bool


@contextmanager
def recommending(person_id: UUID) -> Iterator[Scope]:
    """Open the scope recommendations are made in: the person's, and where a practice assigns, its own as well."""
    practice = the_practice() if policy(MatchingPolicy).is_assigned else None
    with scope(practice.practice_id if practice else None, person_id=person_id, plane=Plane.SELF) as opened:
        yield opened


def recommend_to(actor: Actor) -> RecommendedTo:
    """Recommend to the scope's person by what they answered, and keep it. Inside ``recommending``.

    Raises NotPermitted, or NotEnoughAnswered while it is open where the patient lives.
    """
    authorize(actor, GET_RECOMMENDATIONS)
    opened, rules = current_scope("A recommendation"), policy(MatchingPolicy)
    assert opened.person_id is not None, "recommendations are somebody's"
    told = answers(opened.person_id)
    if not (told.state and told.zone):
        raise NotEnoughAnswered
    about_id = told.dependent_id or opened.person_id
    need = need_of(told, today=opened.now.date())
    if not (rules.is_assigned and opened.practice_id):
        made = recommend(need, now=opened.now, zone=told.zone)
        run_id = keep_run(actor, made, about_id=about_id, shown=rules.shown_more)
        return RecommendedTo(run_id, made, told.zone, told.is_for_child)
    team, known = _team(opened, about_id), _known(actor, opened, told)
    made = recommend(need, now=opened.now, zone=told.zone, workloads=team, known=known)
    made = _chosen_first(made, chosen_by_staff(about_id))
    run_id = keep_run(actor, made, about_id=about_id, shown=rules.shown_more)
    if not known:
        suggest_clinician(actor, made, about_id=about_id, run_id=run_id)
    return RecommendedTo(run_id, made, told.zone, told.is_for_child)


def need_of(told: Answers, *, today: date) -> Need:
    """Return what somebody needs, as matching looks at it: musts are requirements, all else are wishes.

    What was left open asks for nothing: any time, any place.
    """

    def required(value: str, strength: Strength) -> str | None:
        return value if value and strength is Strength.MUST else None

    def preferred(value: str, strength: Strength) -> str | None:
        return value if value and strength is Strength.NICE else None

    return Need(
        patient_id=str(told.dependent_id or told.person_id),
        state=told.state,
        concerns=told.concerns,
        language=required(told.language, told.language_strength) or COMMON_LANGUAGE,
        age_group=age_group(told.birth_date, day=today) if told.birth_date else "adult",
        places=told.places or tuple(PLACES),
        payer=told.payer or SELF_PAY,
        windows=told.windows or tuple(WINDOWS),
        budget_minor=told.budget_minor,
        needs_prescriber=told.needs_prescriber,
        preferred_gender=preferred(told.gender, told.gender_strength),
        required_gender=required(told.gender, told.gender_strength),
        preferred_language=preferred(told.language, told.language_strength),
        preferred_method=preferred(told.modality, told.modality_strength),
        required_method=required(told.modality, told.modality_strength),
    )


def _team(opened: Scope, about_id: UUID) -> dict[UUID, Workload]:
    """How busy the team is, which the strategy weighs and a patient is never told."""
    return workloads(system_actor(opened.practice_id), now=opened.now, besides=about_id)


def _known(actor: Actor, opened: Scope, told: Answers) -> frozenset[UUID]:
    here = replace(actor, practice_id=opened.practice_id)
    charts = [one.chart_id for one in own_charts(here) if one.dependent_id == told.dependent_id]
    return providers_seen(charts) if charts else frozenset()


def _chosen_first(made: Recommendations, provider_id: UUID | None) -> Recommendations:
    """Put the clinician whom the staff chose first, if they may be booked at all."""
    chosen = [one for one in made.best if one.listing.provider_id == provider_id]
    if not chosen:
        return made
    suggestion = chosen[0].suggestion
    told = replace(suggestion, reasons=(Reason(Factor.CHOSEN), *suggestion.reasons))
    rest = [one for one in made.best if one is not chosen[0]]
    return replace(made, best=(replace(chosen[0], suggestion=told), *rest))
