"""Whose NPI the registry is to be asked about again."""

from datetime import timedelta
from uuid import UUID

from attune.credentialing.models import Check, Provider
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.rules.checks import CheckKind, Outcome
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope

AGAIN_AFTER = timedelta(days=30)


def npi_checks_due(actor: Actor) -> list[UUID]:
    """Return the providers whose NPI has had no answer for a month, or never. Raises NotPermitted."""
    authorize(actor, CHECK_PROVIDERS)
    since = current_scope("Checks").now - AGAIN_AFTER
    fresh = Check.objects.filter(kind=CheckKind.NPI, checked_at__gt=since).exclude(outcome=Outcome.UNAVAILABLE)
    rows = Provider.objects.exclude(state=Provider.State.LEFT).exclude(npi="")
    return list(rows.exclude(id__in=fresh.values("provider_id")).order_by("id").values_list("id", flat=True))
