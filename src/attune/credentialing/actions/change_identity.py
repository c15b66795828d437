"""Changing who a provider says they are: name, NPI, birth date. What was checked is checked anew."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.actions.add_provider import look_into
from attune.credentialing.actions.screen_providers import born_on
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.permissions import CHANGE_CREDENTIALS, CHANGE_OWN_CREDENTIALS
from attune.credentialing.queries.rows import own_or_others, provider_row
from attune.credentialing.rules.identity import Identity, require_identity
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.facts import record_fact


@transaction.atomic
def change_identity(
    actor: Actor,
    *,
    provider_id: UUID,
    name: str,
    npi: str,
    legal_given_name: str = "",
    legal_family_name: str = "",
    birth_date: date | None = None,
) -> None:
    """Let a provider be known by this. No birth date keeps the one on file.

    Another NPI counts once the registry confirmed it, and the exclusion lists are asked at once.
    Raises NotPermitted, NoSuchProvider, NameMissing, NpiWrong or BirthDateWrong.
    """
    row = provider_row(provider_id, is_locked=True)
    own_or_others(actor, row, own=CHANGE_OWN_CREDENTIALS, others=CHANGE_CREDENTIALS)
    before = Identity(row.name, row.npi, row.legal_given_name, row.legal_family_name, born_on(row))
    wanted = Identity(name, npi, legal_given_name, legal_family_name, birth_date or before.birth_date)
    identity = require_identity(wanted, today=now().date())
    if identity == before:
        return
    row.name, row.npi = identity.name, identity.npi
    row.legal_given_name, row.legal_family_name = identity.legal_given_name, identity.legal_family_name
    row.birth_date = identity.birth_date.isoformat() if identity.birth_date else ""
    row.save(update_fields=["name", "npi", "legal_given_name", "legal_family_name", "birth_date"])
    record(actor, "credentialing.provider.renamed", object_kind="provider", object_id=row.id)
    asks_registry = replace(identity, birth_date=None) != replace(before, birth_date=None)
    look_into(actor, row, asks_registry=asks_registry)
    record_fact(PROVIDER_CHANGED, actor, row.id)
