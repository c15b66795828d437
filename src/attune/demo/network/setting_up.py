"""What a provider enters about themselves: licenses with evidence, profile, hours, what they offer."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from attune.credentialing.actions.add_license import Evidence, add_license
from attune.credentialing.actions.update_profile import ProfileChange, update_profile
from attune.credentialing.errors import LicenseKnown
from attune.credentialing.rules.licenses import COUNTS
from attune.credentialing.rules.professions import PROFESSIONS
from attune.demo.network.license_card import license_card
from attune.demo.worlds.provider import DemoProvider
from attune.foundation.authorization import Actor
from attune.foundation.policies import policy
from attune.kernel.money import Money
from attune.kernel.us_states import US_STATES
from attune.scheduling.actions.offerings import add_offering
from attune.scheduling.actions.set_cancellation_terms import set_cancellation_terms
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.queries.offerings import offerings
from attune.scheduling.rules.availability import WeeklyHours
from attune.scheduling.rules.offering import OfferingTerms
from attune.scheduling.rules.policy import BookingPolicy

LICENSED_FOR = timedelta(days=700)
SOON = timedelta(days=24)
GROUP_PRICE = Money(4_500)
GROUP_SEATS = 8


def hand_in_licenses(actor: Actor, provider_id: UUID, provider: DemoProvider, *, name: str, today: date) -> None:
    """Put every license on file that is not; one in eight ends within the month."""
    (kind,) = COUNTS[provider.profession]
    for place, state in enumerate(provider.states):
        ends_soon = (provider.number + place) % 8 == 0
        number = f"{state}-{provider.number:05d}"
        expires_on = today + (SOON if ends_soon else LICENSED_FOR)
        shown = (US_STATES[state], PROFESSIONS[provider.profession].label, name, number, "Invented for a demonstration")
        try:
            add_license(
                actor,
                provider_id=provider_id,
                state=state,
                kind=kind,
                number=number,
                issued_on=today - timedelta(days=1_200 + 31 * place),
                expires_on=expires_on,
                evidence=Evidence(license_card(*shown)),
            )
        except LicenseKnown:
            continue


def tell_of_themselves(actor: Actor, provider_id: UUID, provider: DemoProvider) -> None:
    """Write the profile, and the week's hours on the provider's clock."""
    change = ProfileChange(
        approach=provider.approach,
        specialties=provider.specialties,
        modalities=provider.modalities,
        languages=provider.languages,
        age_groups=provider.age_groups,
        payers=provider.payers,
        gender=provider.gender,
    )
    update_profile(actor, provider_id=provider_id, change=change)
    week = provider.week
    hours = [WeeklyHours(weekday, week.opens, week.closes) for weekday in week.days]
    set_weekly_hours(actor, provider_id=provider_id, hours=hours)


def offer(actor: Actor, provider_id: UUID, provider: DemoProvider) -> None:
    """Offer sessions, and a group where the provider leads one, unless something is offered already."""
    if offerings(actor, provider_id=provider_id):
        return
    if provider.missed_fee_bps is not None:
        terms = replace(policy(BookingPolicy).standard, missed_fee_bps=provider.missed_fee_bps)
        set_cancellation_terms(actor, provider_id=provider_id, terms=terms)
    may_prescribe = PROFESSIONS[provider.profession].may_prescribe
    name, minutes = ("Medication visit", 30) if may_prescribe else ("Individual therapy", 50)
    sessions = OfferingTerms(name, Money(provider.price_minor), minutes=minutes, notice_minutes_min=120)
    add_offering(actor, provider_id=provider_id, terms=sessions)
    if "couples" in provider.specialties:
        couples = OfferingTerms("Couple session", Money(provider.price_minor + 2_500), format="couple", minutes=80)
        add_offering(actor, provider_id=provider_id, terms=couples)
    if provider.group:
        group = OfferingTerms(provider.group, GROUP_PRICE, format="group", minutes=80, seats_max=GROUP_SEATS)
        add_offering(actor, provider_id=provider_id, terms=group)
