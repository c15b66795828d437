"""Credentials with what they lead to: where somebody can be booked, what is missing, what ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from attune.credentialing.models import Check, ExclusionMatch, License, Provider
from attune.credentialing.permissions import SEE_CREDENTIALS, SEE_OWN_CREDENTIALS
from attune.credentialing.queries.bookable import states_of
from attune.credentialing.queries.clearance_facts import clearance_facts_of
from attune.credentialing.queries.providers import ProviderFacts, facts_of_rows
from attune.credentialing.queries.rows import license_row, own_or_others, provider_row
from attune.credentialing.rules.checks import CheckKind, NpiFinding, Outcome
from attune.credentialing.rules.clearance import Reason, clearance
from attune.credentialing.rules.licenses import LicenseKind, LicenseStatus
from attune.credentialing.rules.readiness import Missing, missing_for
from attune.credentialing.rules.screening import MatchState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.kernel.us_states import US_STATES


@dataclass(frozen=True, slots=True)
class LicenseOnFile:
    """A license as its holder sees it. Days are inclusive; ``ends_at`` is the board's midnight (UTC)."""

    license_id: UUID
    state: str
    kind: LicenseKind
    title: str
    number: str
    issued_on: date
    expires_on: date
    ends_at: datetime
    status: LicenseStatus
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class NpiCheck:
    """The last answer of the registry about the NPI as it is now; that it does not answer only where it never did."""

    finding: NpiFinding
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """A provider's licenses and checks, and what follows from them at this moment.

    ``states``: where they can be booked, until when. ``reasons``: what holds them back everywhere.
    """

    provider: ProviderFacts
    licenses: tuple[LicenseOnFile, ...]
    states: dict[str, datetime]
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    npi_check: NpiCheck | None
    has_birth_date: bool
    legal_given_name: str
    legal_family_name: str
    state_reason: str
    has_open_match: bool

    def license(self, license_id: UUID) -> LicenseOnFile | None:
        """Return one of the licenses, or None."""
        return next((one for one in self.licenses if one.license_id == license_id), None)


def credentials_of(actor: Actor, provider_id: UUID) -> Credentials:
    """Return one provider's credentials: one's own, or a colleague's. Raises NotPermitted or NoSuchProvider."""
    row = provider_row(provider_id)
    own_or_others(actor, row, own=SEE_OWN_CREDENTIALS, others=SEE_CREDENTIALS)
    return _credentials([row])[0]


def credentials_with(actor: Actor, license_id: UUID) -> Credentials:
    """Return the credentials a license is among. Raises NotPermitted or NoSuchLicense."""
    return credentials_of(actor, license_row(license_id).provider_id)


def own_credentials(actor: Actor) -> Credentials | None:
    """Return the credentials of the provider the actor is here, None if they are none. Raises NotPermitted."""
    authorize(actor, SEE_OWN_CREDENTIALS)
    rows = list(Provider.objects.filter(person_id=actor.person_id)) if actor.person_id else []
    return _credentials(rows)[0] if rows else None


def credentials_here(actor: Actor) -> tuple[Credentials, ...]:
    """Return everybody's credentials, those who left aside, by name. Raises NotPermitted."""
    authorize(actor, SEE_CREDENTIALS)
    return _credentials(list(Provider.objects.exclude(state=Provider.State.LEFT).order_by("name", "id")))


def _credentials(rows: list[Provider]) -> tuple[Credentials, ...]:
    ids, moment = [row.id for row in rows], now()
    told = {one.provider_id: one for one in facts_of_rows(rows)}
    facts, checks = clearance_facts_of(ids), _npi_checks(rows)
    licenses: dict[UUID, list[License]] = {}
    for one in License.objects.filter(provider_id__in=ids).order_by("state", "expires_on", "id"):
        licenses.setdefault(one.provider_id, []).append(one)
    open_matches = ExclusionMatch.objects.filter(provider_id__in=ids, state=MatchState.OPEN)
    matched = set(open_matches.values_list("provider_id", flat=True))
    found = []
    for row in rows:
        own, has_birth_date = facts[row.id], bool(row.birth_date.reveal())
        somewhere = own.licenses[0].state if own.licenses else next(iter(US_STATES))
        reasons = clearance(own, patient_state=somewhere, moment=moment).reasons
        found.append(
            Credentials(
                provider=told[row.id],
                licenses=tuple(_on_file(one) for one in licenses.get(row.id, ())),
                states=states_of(own, moment),
                reasons=tuple(one for one in reasons if not one.value.startswith("license_")),
                missing=missing_for(own, has_npi=bool(row.npi), has_birth_date=has_birth_date, now=moment),
                npi_check=checks.get(row.id),
                has_birth_date=has_birth_date,
                legal_given_name=row.legal_given_name,
                legal_family_name=row.legal_family_name,
                state_reason=row.state_reason,
                has_open_match=row.id in matched,
            )
        )
    return tuple(found)


def _on_file(row: License) -> LicenseOnFile:
    return LicenseOnFile(
        license_id=row.id,
        state=row.state,
        kind=LicenseKind(row.kind),
        title=row.title,
        number=row.number,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        ends_at=row.ends_at,
        status=LicenseStatus(row.status),
        has_evidence=row.evidence_id is not None,
    )


def _npi_checks(rows: Iterable[Provider]) -> dict[UUID, NpiCheck]:
    npis = {row.id: row.npi for row in rows}
    last = (
        Check.objects.filter(provider_id__in=npis, kind=CheckKind.NPI)
        .alias(is_silent=Q(outcome=Outcome.UNAVAILABLE))
        .order_by("provider_id", "is_silent", "-checked_at", "-id")
        .distinct("provider_id")
        .values_list("provider_id", "subject", "finding", "checked_at")
    )
    return {
        provider_id: NpiCheck(NpiFinding(finding), checked_at)
        for provider_id, subject, finding, checked_at in last
        if subject == npis[provider_id]
    }
