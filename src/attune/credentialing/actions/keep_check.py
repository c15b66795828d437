"""Keeping what a source said about a provider, byte for byte with its hash."""

from datetime import datetime
from hashlib import sha256

from attune.credentialing.models import Check, Provider
from attune.credentialing.rules.checks import CheckKind, Outcome


def keep_check(
    *,
    provider: Provider,
    kind: CheckKind,
    subject: str,
    source: str,
    outcome: Outcome,
    finding: str,
    raw: bytes,
    checked_at: datetime,
    media_type: str = "application/json",
) -> Check:
    """Write down one look into one source."""
    return Check.objects.create(
        provider=provider,
        kind=kind,
        subject=subject,
        source=source,
        outcome=outcome,
        finding=finding,
        raw=raw,
        media_type=media_type,
        raw_hash=sha256(raw).hexdigest(),
        checked_at=checked_at,
    )
