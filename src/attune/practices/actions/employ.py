"""Employing somebody: the checklist, the start, the end."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.database.violations import violates
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.practices.errors import EmployedAlready, NoSuchEmployment, NotEmployingHere, ReasonMissing
from attune.practices.facts import STANDING_CHANGED
from attune.practices.models import Employment
from attune.practices.permissions import EMPLOY
from attune.practices.rules.hiring import EmploymentKind, require_items, require_known, require_order
from attune.practices.rules.policy import StandingPolicy


@transaction.atomic
def begin_hiring(actor: Actor, *, person_id: UUID, kind: EmploymentKind, starts_on: date) -> UUID:
    """Put down that a person is to be employed from a day on, and return the employment's id.

    It counts once it is confirmed. Raises NotPermitted, NotEmployingHere or EmployedAlready.
    """
    _require_employing(actor)
    try:
        with transaction.atomic():
            row = Employment.objects.create(person_id=person_id, kind=kind.value, starts_on=starts_on)
    except IntegrityError as error:
        if not violates(error, "one_open_employment_a_person"):
            raise
        raise EmployedAlready(person_id) from error
    record(actor, "practices.employment.begun", object_kind="employment", object_id=row.id)
    return row.id


@transaction.atomic
def note_hire_items(actor: Actor, *, employment_id: UUID, done_items: Collection[str], starts_on: date) -> None:
    """Write down which items of the hiring checklist are done, and the first day.

    Raises NotPermitted, NotEmployingHere, NoSuchEmployment or NoSuchItem.
    """
    wanted = _require_employing(actor)
    row = _open_employment(employment_id)
    require_known(done_items, known=wanted)
    row.done_items = [item for item in wanted if item in done_items]
    row.starts_on = starts_on
    if len(row.done_items) < len(wanted):
        row.confirmed_at = None
    row.save()
    told = ", ".join(row.done_items)
    record(actor, "practices.employment.noted", object_kind="employment", object_id=row.id, reason=told)
    record_fact(STANDING_CHANGED, actor, row.practice_id)


@transaction.atomic
def confirm_employment(actor: Actor, *, employment_id: UUID) -> None:
    """Let an employment count from its first day on.

    Raises NotPermitted, NotEmployingHere, NoSuchEmployment or ItemsMissing (with every item).
    """
    wanted = _require_employing(actor)
    row = _open_employment(employment_id)
    require_items(row.done_items, wanted=wanted)
    if row.confirmed_at is None:
        row.confirmed_at = now()
        row.save(update_fields=["confirmed_at"])
        record(actor, "practices.employment.confirmed", object_kind="employment", object_id=row.id)
        record_fact(STANDING_CHANGED, actor, row.practice_id)


@transaction.atomic
def end_employment(actor: Actor, *, employment_id: UUID, ends_on: date, reason: str) -> None:
    """End an employment from a day on (exclusive). One that has not begun yet never begins.

    Raises NotPermitted, NotEmployingHere, NoSuchEmployment, ReasonMissing or EndsBeforeItBegins.
    """
    _require_employing(actor)
    row = _open_employment(employment_id)
    if not reason.strip():
        raise ReasonMissing
    if row.confirmed_at is None:
        ends_on = max(ends_on, row.starts_on)
    require_order(row.starts_on, ends_on)
    row.ends_on, row.end_reason = ends_on, reason.strip()[:200]
    row.save(update_fields=["ends_on", "end_reason"])
    record(actor, "practices.employment.ended", object_kind="employment", object_id=row.id, reason=row.end_reason)
    record_fact(STANDING_CHANGED, actor, row.practice_id)


def _require_employing(actor: Actor) -> tuple[str, ...]:
    authorize(actor, EMPLOY)
    decided = policy(StandingPolicy)
    if not decided.needs_employment:
        raise NotEmployingHere
    return decided.hire_items


def _open_employment(employment_id: UUID) -> Employment:
    found = Employment.objects.select_for_update().filter(id=employment_id, ends_on=None).first()
    if found is None:
        raise NoSuchEmployment(employment_id)
    return found
