"""Keeping what is published true: after each change of a fact, in the very transaction that changed it."""

from datetime import date, datetime
from uuid import UUID

from attune.billing.route import payment_route
from attune.credentialing.queries.bookable import bookable_states
from attune.credentialing.queries.providers import ProviderFacts, provider, providers_here
from attune.directory.actions.publish import publish_listing, withdraw_listings
from attune.directory.actions.publish_starts import publish_starts
from attune.directory.queries.published_starts import PublishedStarts, published_starts
from attune.directory.rules.published import PublishedOffering, PublishedProvider
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.background import later
from attune.foundation.tenancy import Plane, current_scope
from attune.practices.queries.registry import registered
from attune.scheduling.actions.occupying import lock_times
from attune.scheduling.queries.offerings import OfferingFacts, offerings
from attune.scheduling.queries.open_slots import starts_to_publish

REFRESH = "workflows.refresh_listing"


def refresh_listing(actor: Actor, provider_id: UUID) -> None:
    """Publish what is true of a provider now, or take it back where they cannot be booked. In the practice's scope.

    Stands in line for the provider's times before it reads: what somebody else is changing is waited for, and a
    suspension is never published away. In plane business nobody sees what is taken, so free starts stay as they
    were published until a job, which runs at once, has looked.
    """
    system = _system(actor)
    _refresh(system, provider_id, person_id=provider(system, provider_id).person_id)


def refresh_listings(actor: Actor) -> None:
    """Publish what is true of every provider of the open scope's practice. A repeat changes nothing."""
    system = _system(actor)
    for one in providers_here(system):
        _refresh(system, one.provider_id, person_id=one.person_id)


def refresh_starts(actor: Actor, provider_id: UUID) -> None:
    """Publish which starts of a provider are free now, and nothing else: what each hold, booking and move does.

    The caller holds the lock on the provider's times, so that what is read is still so when it is published.
    """
    today = current_scope("A listing").now.date()
    publish_starts(_system(actor), provider_id, today, starts_to_publish(provider_id, today))


def refresh_starts_in_line(actor: Actor, provider_id: UUID) -> None:
    """Publish which starts of a provider are free once nobody else is taking one. Follows a change of hours."""
    lock_times(provider(_system(actor), provider_id).person_id)
    refresh_starts(actor, provider_id)


def practice_changed(actor: Actor, _: UUID) -> None:
    """Follow a fact about the whole practice: what stands of it decides about every listing."""
    refresh_listings(actor)


def _refresh(system: Actor, provider_id: UUID, *, person_id: UUID) -> None:
    now = current_scope("A listing").now
    lock_times(person_id)
    until = bookable_states(provider_id, now)
    offered = _payable(offerings(system, provider_id=provider_id)) if until else ()
    if not offered:
        withdraw_listings(system, provider_id)
        return
    facts = provider(system, provider_id)
    publish_listing(system, _published(facts, until, offered, _starts(provider_id, now.date())))


def _payable(offered: tuple[OfferingFacts, ...]) -> tuple[OfferingFacts, ...]:
    """Return what can be booked now: nothing that costs, while the processor lets nobody pay the practice."""
    if not payment_route().is_stopped():
        return offered
    return tuple(one for one in offered if not one.terms.price.minor)


def _starts(provider_id: UUID, today: date) -> PublishedStarts:
    if current_scope("A listing").plane is not Plane.BUSINESS:
        return PublishedStarts(today, dict(starts_to_publish(provider_id, today)))
    later(REFRESH, provider_id, only_one_waiting=True, run_soon=True)
    return published_starts(provider_id) or PublishedStarts(today, {})


def _published(
    found: ProviderFacts, until: dict[str, datetime], offered: tuple[OfferingFacts, ...], told: PublishedStarts
) -> PublishedProvider:
    said = found.profile
    return PublishedProvider(
        provider_id=found.provider_id,
        practice_name=registered(current_scope("A listing").holder_id).name,
        provider_name=found.name,
        slug=said.slug,
        profession=found.profession,
        letters=found.letters,
        approach=said.approach,
        bookable_until=until,
        specialties=said.specialties,
        modalities=said.modalities,
        languages=said.languages,
        gender=said.gender,
        age_groups=said.age_groups,
        payers=said.payers,
        is_prescriber=found.may_prescribe,
        zone=found.zone,
        base_day=told.base_day,
        offerings=tuple(
            _offering(one, takes_new=found.takes_new_patients, starts=told.starts.get(one.offering_id, 0))
            for one in offered
        ),
    )


def _offering(one: OfferingFacts, *, takes_new: bool, starts: int) -> PublishedOffering:
    terms = one.terms
    return PublishedOffering(
        offering_id=one.offering_id,
        name=terms.name,
        format=terms.format,
        places=terms.places,
        price_minor=terms.price.minor,
        currency=terms.price.currency,
        minutes=terms.minutes,
        takes_new_patients=takes_new and terms.takes_new_patients,
        notice_minutes=terms.notice_minutes_min,
        horizon_days=terms.horizon_days,
        starts=starts,
    )


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("A listing").practice_id, request_id=actor.request_id)
