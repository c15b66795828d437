"""What is known of a practice's own NPI."""

from datetime import timedelta

from attune.credentialing.models import OrganizationCheck
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.rules.checks import Outcome
from attune.credentialing.rules.organizations import OrganizationFinding
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope

AGAIN_AFTER = timedelta(days=30)


def organization_check(npi: str, legal_name: str) -> OrganizationFinding | None:
    """Return what the registry said last of this NPI under this name; None: it was not asked yet.

    An answer counts before none: a registry that is away says nothing against who was found before. In the
    practice's scope, for workflows.
    """
    rows = OrganizationCheck.objects.filter(npi=npi, legal_name=legal_name).order_by("-checked_at", "-id")
    answered = rows.exclude(outcome=Outcome.UNAVAILABLE).first() or rows.first()
    return OrganizationFinding(answered.finding) if answered else None


def is_organization_due(actor: Actor) -> bool:
    """Return whether the registry gave no answer about the practice for a month. Raises NotPermitted."""
    authorize(actor, CHECK_PROVIDERS)
    since = current_scope("Checks").now - AGAIN_AFTER
    fresh = OrganizationCheck.objects.filter(checked_at__gt=since).exclude(outcome=Outcome.UNAVAILABLE)
    return not fresh.exists()
