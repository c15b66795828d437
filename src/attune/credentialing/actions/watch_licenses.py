"""Watching licenses end: notices before, tasks until they are renewed, and a fact the moment they lapse."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from attune.audit.actions.record import record_many
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.message_kinds import LICENSE_ENDS
from attune.credentialing.models import License, Provider
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.rules.expiry import DAYS_BEFORE, days_left, notice_due
from attune.credentialing.rules.licenses import KIND_LABELS, LicenseKind, LicenseStatus
from attune.credentialing.task_kinds import RENEW_LICENSE
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.facts import record_fact
from attune.foundation.tenancy import current_scope
from attune.identity.queries.roster import Member, members_of
from attune.kernel.us_states import US_STATES
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task


def watch_licenses(actor: Actor) -> int:
    """Tell providers and owners of licenses that end, and let each have one task; return the notices due.

    Told once at each of 90, 60, 30 and 7 days. In the practice's scope; a repeat changes nothing. Raises NotPermitted.
    """
    authorize(actor, CHECK_PROVIDERS)
    opened = current_scope("Licenses")
    rows = list(License.objects.filter(status=LicenseStatus.ACTIVE).select_related("provider").order_by("ends_at"))
    rows = [row for row in rows if row.provider.state != Provider.State.LEFT]
    due = [(row, days) for row in rows if (days := notice_due(row.ends_at, now=opened.now)) is not None]
    if due:
        _tell(actor, due, now=opened.now)
    ending = {row.id for row, _ in due}
    for row, _ in due:
        open_task(
            actor,
            kind=RENEW_LICENSE,
            subject_id=row.id,
            due_at=row.ends_at - timedelta(days=min(DAYS_BEFORE)),
            owner_id=row.provider.person_id,
        )
    for row in rows:
        if row.id not in ending and row.ends_at > opened.now:
            settle_task(actor, kind=RENEW_LICENSE, subject_id=row.id)
    return len(due)


def note_lapses(actor: Actor) -> int:
    """Record which licenses ended since the last look, so that what is published of their holders follows.

    Clearance needs no note: it asks the date. In the practice's scope; a repeat notes nothing. Raises NotPermitted.
    """
    authorize(actor, CHECK_PROVIDERS)
    moment = current_scope("Licenses").now
    over = list(
        License.objects.select_for_update(no_key=True).filter(ends_at__lte=moment, lapse_noted_at=None).order_by("id")
    )
    License.objects.filter(id__in=[row.id for row in over]).update(lapse_noted_at=moment)
    record_many(actor, "credentialing.license.lapsed", object_kind="license", objects=[(row.id, None) for row in over])
    for provider_id in sorted({row.provider_id for row in over}):
        record_fact(PROVIDER_CHANGED, actor, provider_id)
    return len(over)


def license_words(row: License) -> str:
    """Return what a license is called: "Psychologist (LP), Texas"."""
    return f"{KIND_LABELS[LicenseKind(row.kind)]}, {US_STATES[row.state]}"


def _tell(actor: Actor, due: Iterable[tuple[License, int]], *, now: datetime) -> None:
    assert actor.practice_id is not None
    practice, members = registered(actor.practice_id), members_of(actor)
    owners = [one for one in members if Role.OWNER in one.roles_at(now)]
    for row, days in due:
        for member in _readers(row.provider.person_id, members, owners):
            notify(
                LICENSE_ENDS,
                recipient=Recipient(member.email, person_id=member.person_id, zone=practice.zone),
                facts={
                    "provider": row.provider.name,
                    "license": license_words(row),
                    "days": str(days_left(row.ends_at, now=now)),
                    "last_day": f"{row.expires_on:%B} {row.expires_on.day}, {row.expires_on.year}",
                },
                practice_name=practice.name,
                once_key=f"license_ends:{row.id}:{row.expires_on}:{days}:{member.person_id}",
            )


def _readers(person_id: UUID, members: Iterable[Member], owners: Iterable[Member]) -> list[Member]:
    found = {one.person_id: one for one in owners}
    found |= {one.person_id: one for one in members if one.person_id == person_id}
    return list(found.values())
