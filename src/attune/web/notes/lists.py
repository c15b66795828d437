"""Notes to sign: the sessions of the actor's own that still wait for their note."""

from dataclasses import dataclass
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from attune.care_records.queries.notes import UnsignedNote, unsigned_notes
from attune.foundation.clock import now
from attune.patients.queries.charts import ChartFacts, charts
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import day_of, when, when_within
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for


@dataclass(frozen=True, slots=True)
class ToSignPage:
    """What waits, the oldest first."""

    subtitle: str
    table: Table | None
    empty: EmptyState


@require_GET
def to_sign(request: PersonRequest) -> HttpResponseBase:
    """Show the sessions without a signed note."""
    waiting = unsigned_notes(request.actor)
    known = charts(request.actor, {one.seat.chart_id for one in waiting if one.seat.chart_id})
    late = sum(1 for one in waiting if one.is_late(now()))
    page = ToSignPage(
        subtitle=ngettext("%(count)d is late.", "%(count)d are late.", late) % {"count": late} if late else "",
        table=_table(waiting, known) if waiting else None,
        empty=EmptyState(_("Every session has its note"), _("New ones stand here as they begin."), Drawing.DESK),
    )
    return TemplateResponse(request, "notes/to_sign.html", {"shell": shell_for(request), "page": page})


def _table(waiting: tuple[UnsignedNote, ...], known: dict[UUID, ChartFacts]) -> Table:
    columns = (Column(_("Session")), Column(_("Note")), Column(_("Sign by")), Column(_("Do"), label_hidden=True))
    return Table(_("Notes to sign"), columns, tuple(_row(one, known) for one in waiting))


def _row(one: UnsignedNote, known: dict[UUID, ChartFacts]) -> Row:
    moment, zone = now(), viewer_zone()
    patient = known.get(one.seat.chart_id) if one.seat.chart_id else None
    name = patient.name if patient else _("A participant")
    portrait = Portrait(patient.chart_id if patient else one.seat.seat_id, name)
    if one.note_id:
        state, under = Badge(_("Begun"), Tone.NOTE), ""
        under = _("Saved %(when)s") % {"when": when_within(one.saved_at, now=moment, zone=zone)} if one.saved_at else ""
    else:
        state, under = Badge(_("Not begun")), ""
    due = Cell(day_of(one.due_at, now=moment, zone=zone), badge=None)
    if one.is_late(moment):
        due = Cell(day_of(one.due_at, now=moment, zone=zone), badge=Badge(_("Late"), Tone.CAUTION))
    url = reverse("provider_note_about", kwargs={"seat_id": one.seat.seat_id})
    label = _("Go on") if one.note_id else _("Write")
    return Row(
        (
            Cell(
                person=PersonLine(portrait, when(one.seat.starts_at, now=moment, zone=zone), is_phi=True),
            ),
            Cell(under=under, badge=state),
            due,
            Cell(action=Action(label, url, Weight.SECONDARY, about=name)),
        )
    )
