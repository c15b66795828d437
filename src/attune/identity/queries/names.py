"""What people with accounts are called, for lists of them."""

from collections.abc import Collection
from uuid import UUID

from attune.identity.models import User


def names_of(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of those of these people who have an account. One query."""
    return dict(User.objects.filter(id__in=person_ids).values_list("id", "name"))
