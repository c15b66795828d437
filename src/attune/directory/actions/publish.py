"""Publishing a provider's listings, and taking them back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from attune.audit.actions.record import record
from attune.directory.actions.publish_starts import publish_starts
from attune.directory.models import Listing
from attune.directory.permissions import PUBLISH_LISTING
from attune.directory.rules.facets import bits_of
from attune.directory.rules.published import PublishedOffering, PublishedProvider
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import Scope, current_scope

OWN_FIELDS = frozenset({"id", "practice_id", "published_at"})
STARTS_FIELDS = frozenset({"base_day", "starts"})
PUBLISHED_FIELDS = [field.attname for field in Listing._meta.concrete_fields if field.attname not in OWN_FIELDS]


@transaction.atomic
def publish_listing(actor: Actor, published: PublishedProvider) -> bool:
    """Let a provider's listings say exactly this, and return whether anything but free times changed.

    One listing for each offering; those of other offerings are withdrawn. In the practice's scope, in
    the transaction that changed the fact. Raises NotPermitted.
    """
    authorize(actor, PUBLISH_LISTING)
    opened = current_scope("A listing")
    if not published.bookable_until:
        return withdraw_listings(actor, published.provider_id)
    wanted = {one.offering_id: _row(opened, published, one) for one in published.offerings}
    kept = {row.offering_id: row for row in _rows_of(opened, published.provider_id)}
    if {key: _said(row) for key, row in wanted.items()} == {key: _said(row) for key, row in kept.items()}:
        publish_starts(actor, published.provider_id, published.base_day, starts_of(published))
        return False
    _rows_of(opened, published.provider_id).exclude(offering_id__in=list(wanted)).delete()
    Listing.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["practice_id", "offering_id"],
        update_fields=[*PUBLISHED_FIELDS, "published_at"],
    )
    record(actor, "directory.listing.published", object_kind="provider", object_id=published.provider_id)
    return True


@transaction.atomic
def withdraw_listings(actor: Actor, provider_id: UUID) -> bool:
    """Take back everything that is published of a provider; return whether there was anything.

    Raises NotPermitted.
    """
    authorize(actor, PUBLISH_LISTING)
    withdrawn, _ = _rows_of(current_scope("A listing"), provider_id).delete()
    if withdrawn:
        record(actor, "directory.listing.withdrawn", object_kind="provider", object_id=provider_id)
    return withdrawn > 0


def starts_of(published: PublishedProvider) -> dict[UUID, int]:
    """Return the bits of each offering."""
    return {one.offering_id: one.starts for one in published.offerings}


def _rows_of(opened: Scope, provider_id: UUID) -> QuerySet[Listing]:
    """Return the practice's rows: a published table reads everybody's."""
    assert opened.practice_id is not None, "a practice publishes"
    return Listing.objects.filter(practice_id=opened.practice_id, provider_id=provider_id)


def _said(row: Listing) -> dict[str, Any]:
    """Return what a listing says besides free times."""
    return {name: getattr(row, name) for name in PUBLISHED_FIELDS if name not in STARTS_FIELDS}


def _row(opened: Scope, published: PublishedProvider, offering: PublishedOffering) -> Listing:
    states = sorted(published.bookable_until)
    return Listing(
        provider_id=published.provider_id,
        offering_id=offering.offering_id,
        practice_name=published.practice_name,
        provider_name=published.provider_name,
        slug=published.slug,
        profession=published.profession,
        letters=published.letters,
        approach=published.approach,
        states=states,
        states_until=[published.bookable_until[state] for state in states],
        specialties=list(published.specialties),
        modalities=list(published.modalities),
        languages=list(published.languages),
        gender=published.gender,
        age_groups=list(published.age_groups),
        payers=list(published.payers),
        is_prescriber=published.is_prescriber,
        offering_name=offering.name,
        format=offering.format,
        places=list(offering.places),
        price_minor=offering.price_minor,
        currency=offering.currency,
        minutes=offering.minutes,
        takes_new_patients=offering.takes_new_patients,
        notice_minutes=offering.notice_minutes,
        horizon_days=offering.horizon_days,
        facets=_facets(published, offering),
        zone=published.zone,
        base_day=published.base_day,
        starts=offering.starts,
        bookable_until=max(published.bookable_until.values()),
        published_at=opened.now,
    )


def _facets(published: PublishedProvider, offering: PublishedOffering) -> int:
    return bits_of(
        {
            "specialties": published.specialties,
            "modalities": published.modalities,
            "languages": published.languages,
            "genders": (published.gender,) if published.gender else (),
            "age_groups": published.age_groups,
            "places": offering.places,
            "formats": (offering.format,),
            "payers": published.payers,
        }
    )
