"""Comparing providers with the exclusion lists in force; a hit stops them in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from attune.audit.actions.record import record
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.models import Exclusion, ExclusionMatch, Provider
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.rules.screening import (
    MatchState,
    MatchStrength,
    blocks,
    name_of,
    person_name,
    strength_of,
)
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.facts import record_fact

REVIEW = "credentialing.list_match_for_review"


@dataclass(frozen=True, slots=True)
class Screened:
    """What a screening found: how many providers were looked at, suspended, let practise again, to be reviewed."""

    providers: int
    suspended: int
    reinstated: int
    to_review: int

    def __add__(self, other: "Screened") -> "Screened":
        return Screened(
            self.providers + other.providers,
            self.suspended + other.suspended,
            self.reinstated + other.reinstated,
            self.to_review + other.to_review,
        )


def screen_providers(actor: Actor, *, provider_ids: Iterable[UUID] | None = None) -> Screened:
    """Compare the scope's providers, or some, with the lists in force. A repeat changes nothing.

    An equal NPI suspends at once; an equal name and birth date goes to review. A match whose person left the list
    ends, and whom only that suspended is reinstated. Raises NotPermitted.
    """
    authorize(actor, CHECK_PROVIDERS)
    rows = Provider.objects.select_for_update(no_key=True).exclude(state=Provider.State.LEFT).order_by("id")
    providers = list(rows if provider_ids is None else rows.filter(id__in=list(provider_ids)))
    listed = _listed_alike(providers)
    matches = _matches_of(providers)
    suspended = reinstated = to_review = 0
    for provider in providers:
        known = matches.get(provider.id, [])
        _end_what_is_over(actor, known)
        fresh = _new_matches(actor, provider, listed, known)
        to_review += len(fresh)
        before = provider.state
        follow_matches(actor, provider, [*known, *fresh])
        suspended += before != provider.state == Provider.State.SUSPENDED
        reinstated += before == Provider.State.SUSPENDED != provider.state
    return Screened(len(providers), suspended, reinstated, to_review)


def follow_matches(actor: Actor, provider: Provider, matches: list[ExclusionMatch]) -> None:
    """Let a provider's state follow from their matches: suspended while one blocks, unless they are already.

    A suspension that somebody decided on stays theirs to end; clearance refuses while a match blocks either way.
    """
    is_blocked = any(blocks(MatchStrength(one.strength), MatchState(one.state)) for one in matches)
    if is_blocked and provider.state != Provider.State.SUSPENDED:
        provider.state_before = provider.state
        provider.state, provider.suspended_for = Provider.State.SUSPENDED, Provider.SuspendedFor.EXCLUSION
        action = "credentialing.provider.suspended"
    elif not is_blocked and provider.suspended_for == Provider.SuspendedFor.EXCLUSION:
        provider.state, provider.suspended_for = provider.state_before, ""
        action = "credentialing.provider.reinstated"
    else:
        return
    provider.save(update_fields=["state", "suspended_for", "state_before"])
    record(actor, action, object_kind="provider", object_id=provider.id, reason="exclusion list")
    record_fact(PROVIDER_CHANGED, actor, provider.id)


def name_keys_of(provider: Provider) -> frozenset[str]:
    """Return every form in which a list may know the provider's name."""
    legal = person_name(provider.legal_given_name, provider.legal_family_name)
    return frozenset(filter(None, (legal.key, name_of(provider.name).key)))


def born_on(provider: Provider) -> date | None:
    """Return the provider's date of birth, if it is known."""
    told = provider.birth_date.reveal()
    return date.fromisoformat(told) if told else None


def _listed_alike(providers: list[Provider]) -> list[Exclusion]:
    """Every row in force with an NPI or a name of one of the providers, in one query."""
    npis = {provider.npi for provider in providers if provider.npi}
    names = frozenset[str]().union(*(name_keys_of(provider) for provider in providers))
    alike = Q(npi__in=npis) | Q(name_key__in=names)
    return list(Exclusion.objects.filter(alike, ended_at=None)) if providers else []


def _matches_of(providers: list[Provider]) -> dict[UUID, list[ExclusionMatch]]:
    found: dict[UUID, list[ExclusionMatch]] = {}
    for row in ExclusionMatch.objects.filter(provider_id__in=[one.id for one in providers]).order_by("id"):
        found.setdefault(row.provider_id, []).append(row)
    return found


def _end_what_is_over(actor: Actor, known: list[ExclusionMatch]) -> None:
    going = [one for one in known if one.state in {MatchState.OPEN, MatchState.CONFIRMED}]
    if not going:
        return
    ids = [one.exclusion_id for one in going]
    ended = set(Exclusion.objects.filter(id__in=ids).exclude(ended_at=None).values_list("id", flat=True))
    for match in going:
        if match.exclusion_id in ended:
            match.state = MatchState.ENDED
            match.save(update_fields=["state"])
            record(actor, "credentialing.match.ended", object_kind="exclusion_match", object_id=match.id)
            later(REVIEW, match.id, run_soon=True)


def _new_matches(
    actor: Actor, provider: Provider, listed: list[Exclusion], known: list[ExclusionMatch]
) -> list[ExclusionMatch]:
    names, seen = name_keys_of(provider), {one.exclusion_id for one in known}
    alike = [row for row in listed if row.id not in seen and (row.npi == provider.npi != "" or row.name_key in names)]
    birth = born_on(provider) if alike else None
    made = []
    for row in alike:
        strength = strength_of(
            npi=provider.npi,
            name_keys=names,
            born_on=birth,
            listed_npi=row.npi,
            listed_name_key=row.name_key,
            listed_born_on=row.born_on,
        )
        if strength is None:
            continue
        match = ExclusionMatch.objects.create(
            provider=provider, exclusion_id=row.id, strength=strength, state=MatchState.OPEN, found_at=now()
        )
        record(actor, "credentialing.match.found", object_kind="exclusion_match", object_id=match.id, reason=strength)
        later(REVIEW, match.id, run_soon=True)
        made.append(match)
    return made
