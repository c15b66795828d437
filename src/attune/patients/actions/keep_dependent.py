"""Saying which child one signs for."""

from datetime import date
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.patients.actions.answer import row_of, today_in
from attune.patients.errors import AnswerMissing, BirthDatesDiffer, NoSuchDependent, NotAGuardian
from attune.patients.models import Dependent
from attune.patients.permissions import KEEP_DEPENDENTS
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Who

NAME_MAX = 120


@transaction.atomic
def name_child(actor: Actor, *, name: str, is_guardian: bool) -> UUID:
    """Tell the name of the child the answers are about, and return the child's id; in the person's own scope.

    A child with the same name and birth date is the same child. Raises NotPermitted, AnswerMissing,
    NotAGuardian, or BirthDatesDiffer where the answers are not about a child.
    """
    authorize(actor, KEEP_DEPENDENTS)
    row = row_of(actor)
    name = name.strip()[:NAME_MAX]
    if not name:
        raise AnswerMissing("name")
    if not is_guardian:
        raise NotAGuardian
    if row.care_for != CareFor.CHILD or row.birth_date is None:
        raise BirthDatesDiffer(row.birth_date)
    same = (one for one in Dependent.objects.filter(birth_date=row.birth_date) if one.name.reveal() == name)
    child = next(same, None)
    if child is None:
        child = Dependent.objects.create(
            name=name, birth_date=row.birth_date, state=row.state, added_at=current_scope("A child").now
        )
        record(actor, "patients.dependent.added", object_kind="dependent", object_id=child.id)
    row.dependent_id = child.id
    row.save()
    return child.id


@transaction.atomic
def change_child(actor: Actor, *, dependent_id: UUID, name: str, birth_date: date) -> None:
    """Correct a child's name or birth date; charts that are open keep theirs.

    Raises NotPermitted, NoSuchDependent, AnswerMissing or an AnswerRefused for the date.
    """
    authorize(actor, KEEP_DEPENDENTS)
    child = Dependent.objects.select_for_update().filter(id=dependent_id).first()
    if child is None:
        raise NoSuchDependent(dependent_id)
    if not name.strip():
        raise AnswerMissing("name")
    Who(CareFor.CHILD, birth_date).check(today=today_in(""))
    child.name, child.birth_date = name.strip()[:NAME_MAX], birth_date
    child.save()
    record(actor, "patients.dependent.changed", object_kind="dependent", object_id=child.id)
