"""What a provider has to do beside their tasks: notes to sign, and patients whom care does not help as it should."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.queries.notes import unsigned_notes
from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.measures.permissions import READ_SCORES
from attune.measures.queries.of_chart import moving_wrong
from attune.web.access import PersonRequest
from attune.web.components.actions import Action
from attune.web.components.tasks import TaskRow, Urgency
from attune.web.greetings import day_in_sentence, viewer_zone
from attune.web.measures.wording import REASONS

PATIENTS_SHOWN = 3


def provider_rows(request: PersonRequest) -> Iterator[TaskRow]:
    """Yield one row for all notes to sign, and one for each of the first patients who move the wrong way."""
    if may(request.actor, WRITE_NOTES):
        yield from _notes(request)
    if may(request.actor, READ_SCORES):
        yield from _moving_wrong(request)


def _notes(request: PersonRequest) -> Iterator[TaskRow]:
    notes, moment = unsigned_notes(request.actor), now()
    if not notes:
        return
    first = min(one.due_at for one in notes)
    day = day_in_sentence(first, now=moment, zone=viewer_zone())
    yield TaskRow(
        title=ngettext("%(number)d note to sign", "%(number)d notes to sign", len(notes)) % {"number": len(notes)},
        why=_("A session counts as documented once its note is signed."),
        due=(_("since %(day)s") if first <= moment else _("by %(day)s")) % {"day": day},
        icon="note",
        urgency=Urgency.URGENT if first <= moment else Urgency.SOON,
        action=Action(_("Sign notes"), reverse("provider_notes")),
    )


def _moving_wrong(request: PersonRequest) -> Iterator[TaskRow]:
    seen: set[UUID] = set()
    for one in moving_wrong(request.actor):
        if one.chart_id in seen or len(seen) == PATIENTS_SHOWN:
            continue
        seen.add(one.chart_id)
        yield TaskRow(
            title=one.patient_name,
            why=f"{one.name}: {REASONS[one.reasons[0]]}",
            icon="pulse",
            urgency=Urgency.URGENT if one.is_unsafe else Urgency.SOON,
            action=Action(_("Look at the scores"), reverse("provider_measures", args=[one.chart_id])),
            is_phi=True,
        )
