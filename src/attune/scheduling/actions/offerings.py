"""Offering something to book, changing it, and offering it no longer. What is booked keeps the terms of its day."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.queries.providers import ProviderFacts
from attune.foundation.authorization import Actor
from attune.foundation.facts import record_fact
from attune.kernel.money import Money
from attune.scheduling.actions.own_or_any import locked_provider
from attune.scheduling.errors import NoSuchOffering, PriceNotTheirs
from attune.scheduling.facts import OFFERING_CHANGED
from attune.scheduling.hours_permissions import CHANGE_OFFERINGS, CHANGE_OWN_OFFERINGS
from attune.scheduling.models import Offering
from attune.scheduling.queries.offerings import may_set_prices, terms_of
from attune.scheduling.rules.offering import OfferingTerms, require_offering


@transaction.atomic
def add_offering(actor: Actor, *, provider_id: UUID, terms: OfferingTerms) -> UUID:
    """Let a provider offer something, and return its id.

    Raises NotPermitted, NoSuchProvider, OfferingWrong, or PriceNotTheirs where prices are the practice's.
    """
    whose = locked_provider(actor, provider_id, own=CHANGE_OWN_OFFERINGS, everybodys=CHANGE_OFFERINGS)
    require_offering(terms)
    _require_price(actor, whose, before=None, after=terms.price)
    kept = Offering(provider_id=provider_id)
    _write(kept, terms)
    _tell(actor, "scheduling.offering.added", kept)
    return kept.id


@transaction.atomic
def change_offering(actor: Actor, *, offering_id: UUID, terms: OfferingTerms) -> None:
    """Let an offering have these terms for whoever books from now on.

    Raises NotPermitted, NoSuchOffering, OfferingWrong or PriceNotTheirs.
    """
    kept, whose = _locked_offering(actor, offering_id)
    require_offering(terms)
    _require_price(actor, whose, before=Money(kept.price_minor, kept.currency), after=terms.price)
    if terms == terms_of(kept):
        return
    _write(kept, terms)
    _tell(actor, "scheduling.offering.changed", kept)


@transaction.atomic
def retire_offering(actor: Actor, *, offering_id: UUID) -> None:
    """Let nobody book an offering any more; what is booked stays. Raises NotPermitted or NoSuchOffering."""
    kept, _ = _locked_offering(actor, offering_id)
    kept.is_active = False
    kept.save(update_fields=["is_active"])
    _tell(actor, "scheduling.offering.retired", kept)


def _locked_offering(actor: Actor, offering_id: UUID) -> tuple[Offering, ProviderFacts]:
    found = Offering.objects.filter(id=offering_id).first()
    if found is None:
        raise NoSuchOffering(offering_id)
    whose = locked_provider(actor, found.provider_id, own=CHANGE_OWN_OFFERINGS, everybodys=CHANGE_OFFERINGS)
    found = Offering.objects.filter(id=offering_id, is_active=True).first()
    if found is None:
        raise NoSuchOffering(offering_id)
    return found, whose


def _require_price(actor: Actor, whose: ProviderFacts, *, before: Money | None, after: Money) -> None:
    if before != after and not may_set_prices(actor, is_own=whose.person_id == actor.person_id):
        raise PriceNotTheirs


def _write(kept: Offering, terms: OfferingTerms) -> None:
    kept.name = terms.name.strip()
    kept.format = terms.format
    kept.places = list(terms.places)
    kept.minutes, kept.step_minutes = terms.minutes, terms.step_minutes
    kept.buffer_before_minutes = terms.buffer_before_minutes
    kept.buffer_after_minutes = terms.buffer_after_minutes
    kept.price_minor, kept.currency = terms.price.minor, terms.price.currency
    kept.seats_max = terms.seats_max
    kept.notice_minutes_min = terms.notice_minutes_min
    kept.horizon_days = terms.horizon_days
    kept.takes_new_patients = terms.takes_new_patients
    kept.save()


def _tell(actor: Actor, action: str, kept: Offering) -> None:
    record(actor, action, object_kind="offering", object_id=kept.id)
    record_fact(OFFERING_CHANGED, actor, kept.provider_id)
