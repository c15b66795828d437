"""Whose calendar an action changes: one's own, or anybody's for who may."""

from uuid import UUID

from django.db import connection

from attune.credentialing.queries.providers import ProviderFacts, provider
from attune.foundation.authorization import Actor, NotPermitted, Permission, may


def locked_provider(actor: Actor, provider_id: UUID, *, own: Permission, everybodys: Permission) -> ProviderFacts:
    """Return a provider whose hours and offerings nobody else changes until the transaction ends.

    The actor is that provider and holds ``own``, or holds ``everybodys``. Raises NotPermitted or NoSuchProvider.
    """
    if not may(actor, own) and not may(actor, everybodys):
        raise NotPermitted(own.name)
    found = provider(actor, provider_id)
    if not may(actor, everybodys) and found.person_id != actor.person_id:
        raise NotPermitted(everybodys.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('hours ' || %s, 0))", [str(provider_id)])
    return found
