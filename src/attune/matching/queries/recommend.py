"""Recommending: everybody listed in the patient's state, by the edition's strategy."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.utils.module_loading import import_string

from attune.directory.queries.measured import Asked, Lack, Measured, Wish, measured
from attune.directory.queries.rows import ListingRow
from attune.directory.rules.windows import window_masks
from attune.foundation.policies import policy
from attune.matching.rules.candidate import Candidate
from attune.matching.rules.eligibility import Exclusion
from attune.matching.rules.fit import METHODS_BY_CONCERN, Weights
from attune.matching.rules.need import SELF_PAY, Need
from attune.matching.rules.policy import MatchingPolicy
from attune.matching.rules.rank import Suggestion, rank
from attune.matching.rules.strategy import Strategy
from attune.matching.rules.windows import wanted_bits

RANKED_MOST = 24
"""So many of the nearest are scored in full; a page shows a dozen at most."""

EXCLUSION_OF = {
    Lack.LANGUAGE: Exclusion.LANGUAGE_NOT_SPOKEN,
    Lack.AGE_GROUP: Exclusion.AGE_GROUP_NOT_SERVED,
    Lack.FORMAT: Exclusion.FORMAT_NOT_OFFERED,
    Lack.PLACE: Exclusion.PLACE_NOT_OFFERED,
    Lack.PAYER: Exclusion.PAYER_NOT_TAKEN,
    Lack.PRICE: Exclusion.PRICE_ABOVE_BUDGET,
    Lack.PRESCRIBER: Exclusion.NOT_A_PRESCRIBER,
    Lack.GENDER: Exclusion.GENDER_NOT_AS_REQUIRED,
    Lack.METHOD: Exclusion.METHOD_NOT_OFFERED,
    Lack.NEW_PATIENTS: Exclusion.TAKES_NO_NEW_PATIENTS,
    Lack.SESSIONS: Exclusion.NO_SESSIONS_LEFT,
    Lack.TIME: Exclusion.NO_FREE_TIME,
}


@dataclass(frozen=True, slots=True)
class Workload:
    """How busy a provider is. ``turn`` says whose turn it is among equals, the lowest first."""

    sessions_max: int
    sessions_booked: int
    turn: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no session of the week is left."""
        return self.sessions_booked >= self.sessions_max


@dataclass(frozen=True, slots=True)
class Recommended:
    """A suggestion with what is published of it."""

    suggestion: Suggestion
    listing: ListingRow


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The answer to a need: who, best first, and why others are not there."""

    need: Need
    strategy: str
    best: tuple[Recommended, ...]
    candidates_count: int
    eligible_count: int
    exclusions: Mapping[Exclusion, int]
    """How many providers each unmet requirement keeps away, alone or with others."""
    relaxations: Mapping[Exclusion, int]
    """How many would be there besides without this requirement alone."""


def chosen_strategy() -> Strategy:
    """Return the strategy that the edition's policy names."""
    return _strategy(policy(MatchingPolicy).strategy)


def recommend(
    need: Need,
    *,
    now: datetime,
    zone: str,
    workloads: Mapping[UUID, Workload] | None = None,
    known: frozenset[UUID] = frozenset(),
) -> Recommendations:
    """Return who is recommended; the wanted parts of the week are those of the zone.

    ``workloads`` and ``known`` tell of the providers of one practice, where it assigns: how busy they are,
    and who saw the patient before. Nobody is recommended who does not meet every requirement at this moment.
    """
    strategy, loads = chosen_strategy(), workloads or {}
    found = measured(_asked(need, now, zone, loads, known), _wishes(need), now=now, most=RANKED_MOST)
    listings = {str(one.listing_id): one for one in found.nearest}
    candidates = [_candidate(one, need.state, zone, loads.get(one.provider_id), known) for one in found.nearest]
    ranking = rank(need, candidates, strategy=strategy)
    return Recommendations(
        need=need,
        strategy=strategy.name,
        best=tuple(Recommended(one, listings[one.listing_id]) for one in ranking.suggestions),
        candidates_count=sum(found.counts.values()),
        eligible_count=found.counts.get(frozenset(), 0),
        exclusions=_counted(found, alone=False),
        relaxations=_counted(found, alone=True),
    )


@cache
def _strategy(path: str) -> Strategy:
    made: Strategy = import_string(path)()
    return made


def _asked(need: Need, now: datetime, zone: str, loads: Mapping[UUID, Workload], known: frozenset[UUID]) -> Asked:
    return Asked(
        state=need.state,
        language=need.language,
        age_group=need.age_group,
        format=need.format,
        places=need.places,
        payer=need.payer,
        wanted=wanted_bits(need.windows, now.date(), zone),
        price_minor_max=need.budget_minor if need.payer == SELF_PAY else None,
        needs_prescriber=need.needs_prescriber,
        gender=need.required_gender or "",
        method=need.required_method or "",
        known=known,
        full=[provider_id for provider_id, load in loads.items() if load.is_full],
    )


def _wishes(need: Need) -> list[Wish]:
    """Return what brings a listing nearer, as the weights before any evidence have it."""
    weights, wishes = Weights(), []
    for concern, share in need.weighted_concerns():
        wishes.append(Wish("specialties", concern, weights.concerns * share))
        wishes.extend(
            Wish("modalities", method, weights.methods * share) for method in METHODS_BY_CONCERN.get(concern, ())[:1]
        )
    if need.preferred_gender:
        wishes.append(Wish("genders", need.preferred_gender, 2 * weights.gender))
    if need.preferred_language:
        wishes.append(Wish("languages", need.preferred_language, 2 * weights.language))
    if need.preferred_method:
        wishes.append(Wish("modalities", need.preferred_method, weights.methods))
    return wishes


def _candidate(listing: ListingRow, state: str, zone: str, load: Workload | None, known: frozenset[UUID]) -> Candidate:
    masks = window_masks(zone, listing.today)
    return Candidate(
        provider_id=str(listing.provider_id),
        # The query looked at this state alone, and at how long the provider may be booked there.
        states=frozenset({state}),
        specialties=frozenset(listing.specialties),
        languages=frozenset(listing.languages),
        gender=listing.gender,
        age_groups=frozenset(listing.age_groups),
        places=frozenset(listing.places),
        payers=frozenset(listing.payers),
        price_minor=listing.price_minor,
        is_prescriber=listing.is_prescriber,
        free_slots={window: listing.free_within(mask) for window, mask in masks.items()},
        modalities=frozenset(listing.modalities),
        format=listing.format,
        listing_id=str(listing.listing_id),
        takes_new_patients=listing.takes_new_patients,
        is_known=listing.provider_id in known,
        sessions_max=load.sessions_max if load else None,
        sessions_booked=load.sessions_booked if load else 0,
        turn=load.turn if load else 0,
    )


def _counted(found: Measured, *, alone: bool) -> dict[Exclusion, int]:
    counts: Counter[Exclusion] = Counter()
    for lacks, providers in found.counts.items():
        if not alone or len(lacks) == 1:
            for lack in lacks:
                counts[EXCLUSION_OF[lack]] += providers
    return dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))
