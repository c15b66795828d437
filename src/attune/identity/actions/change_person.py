"""Changing the name one goes by and the zone one sees times in."""

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import current_scope
from attune.identity.errors import PersonRefused
from attune.identity.models import User
from attune.kernel.zones import zone_names

NAME_LETTERS_MAX = 120


def change_person(actor: Actor, *, name: str, zone: str) -> None:
    """Keep the actor's name (1 to 120 characters) and zone (IANA name); in a scope of that person.

    What they are called in a practice's records and on a public profile is the practice's, and stays. Raises
    PersonRefused.
    """
    opened = current_scope("A person")
    assert opened.person_id is not None
    assert opened.person_id == actor.person_id, "a person decides for themselves"
    name = name.strip()
    if not 0 < len(name) <= NAME_LETTERS_MAX:
        raise PersonRefused("name")
    if zone not in zone_names():
        raise PersonRefused("zone")
    if User.objects.filter(id=actor.person_id).exclude(name=name, zone=zone).update(name=name, zone=zone):
        record(actor, "identity.person.changed", object_kind="person", object_id=opened.person_id)
