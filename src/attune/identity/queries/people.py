"""Finding a person by address, for the system's own work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from attune.identity.errors import NoSuchAccount
from attune.identity.models import User
from attune.identity.models.user import normal_address


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with an account."""

    person_id: UUID
    has_authenticator_app: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets mail. ``zone`` is an IANA name."""

    person_id: UUID
    zone: str


def known_person(email: str) -> KnownPerson | None:
    """Return the person who signs in with this address, if there is one."""
    user = User.objects.filter(email=normal_address(email)).first()
    if user is None:
        return None
    apps = Authenticator.objects.filter(user_id=user.id, type=Authenticator.Type.TOTP)
    return KnownPerson(user.id, apps.exists())


def reader_of(address: str) -> Reader | None:
    """Return who reads the mail of this address, if somebody signs in with it."""
    found = User.objects.filter(email=normal_address(address)).values_list("id", "zone").first()
    return Reader(*found) if found else None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person who signs in, as they want to be called and reached. ``zone`` is an IANA name."""

    person_id: UUID
    name: str
    email: str
    zone: str


def named_person(person_id: UUID) -> NamedPerson:
    """Return a person who has an account. Raises NoSuchAccount."""
    found = User.objects.filter(id=person_id).values_list("id", "name", "email", "zone").first()
    if found is None:
        raise NoSuchAccount(person_id)
    return NamedPerson(*found)


def named_people(person_ids: Collection[UUID]) -> dict[UUID, NamedPerson]:
    """Return by id those of the people who have an account."""
    found = User.objects.filter(id__in=person_ids).values_list("id", "name", "email", "zone")
    return {row[0]: NamedPerson(*row) for row in found}


def joined_at(person_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return by id when those of the people who have an account made it."""
    return dict(User.objects.filter(id__in=person_ids).values_list("id", "joined_at"))
