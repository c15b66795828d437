"""What can be booked."""

from dataclasses import dataclass
from uuid import UUID

from attune.foundation.authorization import Actor, authorize, may
from attune.foundation.policies import policy
from attune.kernel.money import Money
from attune.scheduling.errors import NoSuchOffering
from attune.scheduling.hours_permissions import SEE_OFFERINGS, SET_OWN_PRICES, SET_PRICES
from attune.scheduling.models import Offering
from attune.scheduling.rules.offering import OfferingTerms
from attune.scheduling.rules.offering_policy import OfferingPolicy, PricesSetBy


@dataclass(frozen=True, slots=True)
class OfferingFacts:
    """Something a provider offers, and whether it can still be booked."""

    offering_id: UUID
    provider_id: UUID
    terms: OfferingTerms
    is_active: bool


def offerings(actor: Actor, *, provider_id: UUID | None = None) -> tuple[OfferingFacts, ...]:
    """Return what can be booked with a provider, or in the whole practice, by name. Raises NotPermitted."""
    authorize(actor, SEE_OFFERINGS)
    rows = Offering.objects.filter(is_active=True).order_by("provider_id", "name", "id")
    if provider_id is not None:
        rows = rows.filter(provider_id=provider_id)
    return tuple(_facts(row) for row in rows)


def offering(actor: Actor, offering_id: UUID) -> OfferingFacts:
    """Return one offering of the practice, retired or not. Raises NotPermitted or NoSuchOffering."""
    authorize(actor, SEE_OFFERINGS)
    row = Offering.objects.filter(id=offering_id).first()
    if row is None:
        raise NoSuchOffering(offering_id)
    return _facts(row)


def may_set_prices(actor: Actor, *, is_own: bool) -> bool:
    """Return whether the actor may set the price of an offering that is, or is not, their own."""
    if may(actor, SET_PRICES):
        return True
    return is_own and policy(OfferingPolicy).prices_set_by is PricesSetBy.PROVIDERS and may(actor, SET_OWN_PRICES)


def terms_of(row: Offering) -> OfferingTerms:
    """Return an offering's terms as a value."""
    return OfferingTerms(
        name=row.name,
        price=Money(row.price_minor, row.currency),
        format=row.format,
        places=tuple(row.places),
        minutes=row.minutes,
        step_minutes=row.step_minutes,
        buffer_before_minutes=row.buffer_before_minutes,
        buffer_after_minutes=row.buffer_after_minutes,
        seats_max=row.seats_max,
        notice_minutes_min=row.notice_minutes_min,
        horizon_days=row.horizon_days,
        takes_new_patients=row.takes_new_patients,
    )


def _facts(row: Offering) -> OfferingFacts:
    return OfferingFacts(row.id, row.provider_id, terms_of(row), row.is_active)
