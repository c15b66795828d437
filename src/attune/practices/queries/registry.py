"""The registry of practices, as other contexts and the operators see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.practices.errors import NoSuchPractice
from attune.practices.models import Practice
from attune.practices.permissions import LIST_PRACTICES


@dataclass(frozen=True, slots=True)
class RegisteredPractice:
    """A holder of records. ``zone`` is an IANA name; ``state`` as the registry knows it."""

    practice_id: UUID
    name: str
    slug: str
    zone: str
    state: str
    is_platform: bool
    created_at: datetime

    @property
    def is_closed(self) -> bool:
        """Whether nobody works there any more."""
        return self.state == Practice.State.CLOSED


def registered(practice_id: UUID, *, is_locked: bool = False) -> RegisteredPractice:
    """Return one entry; ``is_locked`` keeps others who lock it waiting until the transaction ends.

    What changes a practice's members locks it first. Raises NoSuchPractice.
    """
    rows = Practice.objects.select_for_update(no_key=True) if is_locked else Practice.objects.all()
    row = rows.filter(id=practice_id).first()
    if row is None:
        raise NoSuchPractice(practice_id)
    return _registered(row)


def registered_by_slug(slug: str) -> RegisteredPractice:
    """Return the entry with this address. Raises NoSuchPractice."""
    row = Practice.objects.filter(slug=slug).first()
    if row is None:
        raise NoSuchPractice(slug)
    return _registered(row)


def the_practice() -> RegisteredPractice | None:
    """Return the one practice of an edition that has exactly one, if it has been founded."""
    row = Practice.objects.filter(kind=Practice.Kind.PRACTICE).first()
    return None if row is None else _registered(row)


def registered_practices(actor: Actor, *, states: Collection[str] = ()) -> list[RegisteredPractice]:
    """Return every practice but the platform by name, in the given states or in any. Raises NotPermitted."""
    authorize(actor, LIST_PRACTICES)
    rows = Practice.objects.filter(kind=Practice.Kind.PRACTICE)
    if states:
        rows = rows.filter(state__in=states)
    return [_registered(row) for row in rows.order_by("name", "id")]


def practice_names(actor: Actor) -> Mapping[UUID, str]:
    """Return what every practice is called, by id. Raises NotPermitted."""
    return {one.practice_id: one.name for one in registered_practices(actor)}


def _registered(row: Practice) -> RegisteredPractice:
    return RegisteredPractice(
        practice_id=row.id,
        name=row.name,
        slug=row.slug,
        zone=row.zone,
        state=row.state,
        is_platform=row.kind == Practice.Kind.PLATFORM,
        created_at=row.created_at,
    )
