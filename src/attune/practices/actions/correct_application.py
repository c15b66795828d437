"""Correcting the legal facts of a practice on its way in."""

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.practices.actions.apply import CHECK_ORGANIZATION
from attune.practices.actions.here import locked_practice
from attune.practices.errors import MoveForbidden, NoApplication
from attune.practices.models import Application
from attune.practices.permissions import CORRECT_APPLICATION
from attune.practices.rules.application import ApplicationFacts, require_complete
from attune.practices.rules.lifecycle import BEFORE_LIVE, PracticeState


@transaction.atomic
def correct_application(actor: Actor, *, facts: ApplicationFacts) -> None:
    """Write the legal facts anew; once the practice is live they stand in a signed contract and stay.

    Raises NotPermitted, NoApplication, MoveForbidden or ApplicationIncomplete.
    """
    authorize(actor, CORRECT_APPLICATION)
    practice = locked_practice()
    row = Application.objects.first()
    if row is None:
        raise NoApplication
    if PracticeState(practice.state) not in BEFORE_LIVE or practice.agreed_at is not None:
        raise MoveForbidden(practice.state, PracticeState.APPLIED)
    told = facts.stripped()
    require_complete(told)
    practice.name, practice.zone = told.name, told.zone
    practice.save(update_fields=["name", "zone"])
    for name in ("legal_name", "structure", "organization_npi", "tax_id", "street", "city", "state", "zip_code"):
        setattr(row, name, getattr(told, name))
    row.save()
    record(actor, "practices.application.corrected", object_kind="practice", object_id=practice.id)
    if told.organization_npi:
        later(CHECK_ORGANIZATION, practice.id)
