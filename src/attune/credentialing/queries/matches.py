"""Matches with exclusion lists, for those who decide about them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from attune.credentialing.errors import NoSuchMatch
from attune.credentialing.models import Exclusion, ExclusionMatch, MatchToReview
from attune.credentialing.permissions import REVIEW_MATCHES
from attune.credentialing.queries.rows import provider_row
from attune.credentialing.rules.screening import MatchState, MatchStrength
from attune.foundation.authorization import Actor, authorize


@dataclass(frozen=True, slots=True)
class WaitingMatch:
    """A match on the platform's list: whose practice to open to look at it."""

    match_id: UUID
    practice_id: UUID
    provider_id: UUID
    strength: MatchStrength
    found_at: datetime


@dataclass(frozen=True, slots=True)
class MatchDetails:
    """A match with the provider and the row of the list side by side, as published."""

    match_id: UUID
    provider_id: UUID
    provider_name: str
    provider_npi: str
    strength: MatchStrength
    state: MatchState
    found_at: datetime
    reason: str
    listed_name: str
    listed_npi: str
    listed_born_on: date | None
    listed_occupation: str
    listed_place: str
    authority: str
    excluded_on: date


def matches_to_review(actor: Actor) -> tuple[WaitingMatch, ...]:
    """Return what the platform's reviewers have to decide, the oldest first. In the platform's scope.

    Raises NotPermitted.
    """
    authorize(actor, REVIEW_MATCHES)
    return tuple(
        WaitingMatch(
            match_id=row.match_id,
            practice_id=row.practice_shown,
            provider_id=row.provider_id,
            strength=MatchStrength(row.strength),
            found_at=row.found_at,
        )
        for row in MatchToReview.objects.order_by("found_at", "id")
    )


def open_matches(actor: Actor) -> tuple[MatchDetails, ...]:
    """Return the undecided matches of the practice whose scope is open. Raises NotPermitted."""
    authorize(actor, REVIEW_MATCHES)
    rows = ExclusionMatch.objects.filter(state=MatchState.OPEN).order_by("found_at", "id")
    return tuple(_details(row) for row in rows)


def match_details(actor: Actor, match_id: UUID) -> MatchDetails:
    """Return one match of the practice whose scope is open. Raises NotPermitted or NoSuchMatch."""
    authorize(actor, REVIEW_MATCHES)
    row = ExclusionMatch.objects.filter(id=match_id).first()
    if row is None:
        raise NoSuchMatch(match_id)
    return _details(row)


def _details(row: ExclusionMatch) -> MatchDetails:
    provider, listed = provider_row(row.provider_id), Exclusion.objects.get(id=row.exclusion_id)
    person = " ".join(part for part in (listed.given_name, listed.middle_name, listed.family_name) if part)
    return MatchDetails(
        match_id=row.id,
        provider_id=provider.id,
        provider_name=provider.name,
        provider_npi=provider.npi,
        strength=MatchStrength(row.strength),
        state=MatchState(row.state),
        found_at=row.found_at,
        reason=row.reason,
        listed_name=person or listed.business_name,
        listed_npi=listed.npi,
        listed_born_on=listed.born_on,
        listed_occupation=listed.occupation,
        listed_place=listed.place,
        authority=listed.authority,
        excluded_on=listed.excluded_on,
    )
