"""The page of one's own record, and the two forms in which it can be taken along."""

import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from attune.care_records.gateways import record_printer
from attune.care_records.queries.note_facts import NoteFacts
from attune.foundation.clock import now
from attune.patients.rules.answers import Relation
from attune.web.access import PersonRequest
from attune.web.chart.looks import look_lines
from attune.web.components.actions import Action
from attune.web.components.figures import Fact
from attune.web.components.formatting import when
from attune.web.components.notices import Drawing, EmptyState
from attune.web.components.steps import Tab
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.patient_portal.record.export import as_data, as_document
from attune.web.shells import shell_for
from attune.workflows.own_record import OwnChart, OwnRecord, charts_of_oneself, chosen, own_record


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One's own record, as its page shows it."""

    subtitle: str
    charts: tuple[Tab, ...]
    notes: tuple[NoteFacts, ...]
    no_notes: str
    consents: tuple[Fact, ...]
    looks: Table
    downloads: tuple[Action, ...]


@require_GET
def record(request: PersonRequest, chart_id: UUID | None = None) -> HttpResponseBase:
    """Show one's own record: of the chart that is named, else of the first."""
    found = charts_of_oneself(request.actor)
    if chart_id is None and not found:
        empty = EmptyState(
            _("There is no record of you yet"),
            _("After your first booking, what is written about your sessions stands here."),
            Drawing.LETTER,
        )
        return TemplateResponse(request, "patient/record.html", {"shell": shell_for(request), "empty": empty})
    where = chosen(found, chart_id) if chart_id else found[0]
    moment = now()
    page = _page(request, own_record(request.actor, where), found, moment)
    words = {"shell": shell_for(request), "page": page, "now": moment}
    return TemplateResponse(request, "patient/record.html", words)


@require_GET
def as_pdf(request: PersonRequest, chart_id: UUID) -> HttpResponseBase:
    """Give the record as PDF."""
    where = chosen(charts_of_oneself(request.actor), chart_id)
    taken = own_record(request.actor, where, is_download=True)
    document = as_document(taken, made_at=now(), zone=viewer_zone())
    return FileResponse(
        BytesIO(record_printer().printed(document)),
        content_type="application/pdf",
        as_attachment=True,
        filename="record.pdf",
    )


@require_GET
def as_json(request: PersonRequest, chart_id: UUID) -> HttpResponseBase:
    """Give the record as data."""
    where = chosen(charts_of_oneself(request.actor), chart_id)
    taken = own_record(request.actor, where, is_download=True)
    text = json.dumps(as_data(taken, made_at=now()), indent=2, ensure_ascii=False)
    return FileResponse(
        BytesIO(text.encode()), content_type="application/json", as_attachment=True, filename="record.json"
    )


def _page(request: PersonRequest, taken: OwnRecord, found: tuple[OwnChart, ...], moment: datetime) -> RecordPage:
    zone, chart_id = viewer_zone(), taken.where.chart.chart_id
    at = {"chart_id": chart_id}
    return RecordPage(
        subtitle=_("Kept by %(practice)s") % {"practice": taken.where.practice_name},
        charts=tuple(_tab(one, chart_id) for one in found) if len(found) > 1 else (),
        notes=taken.notes,
        no_notes=_("Nothing is signed yet. A note stands here once its author signed it."),
        consents=tuple(Fact(one.title, when(one.signed_at, now=moment, zone=zone)) for one in taken.consents),
        looks=_looks(request, taken, moment),
        downloads=(
            Action(_("Download as PDF"), reverse("patient_record_pdf", kwargs=at), icon="download"),
            Action(_("Download as data (JSON)"), reverse("patient_record_json", kwargs=at), icon="download"),
        ),
    )


def _tab(one: OwnChart, chart_id: UUID) -> Tab:
    told = {"name": one.chart.name, "practice": one.practice_name}
    label = _("%(name)s, %(practice)s") % told if one.chart.relation is Relation.GUARDIAN else one.practice_name
    url = reverse("patient_one_record", kwargs={"chart_id": one.chart.chart_id})
    return Tab(label, url, one.chart.chart_id == chart_id)


def _looks(request: PersonRequest, taken: OwnRecord, moment: datetime) -> Table:
    own_id, zone = request.person.person_id, viewer_zone()
    lines = look_lines(taken.looks, taken.names, own_id=own_id, now=moment, zone=zone)
    rows = tuple(Row((Cell(one.day), Cell(one.who), Cell(one.what))) for one in lines)
    return Table(_("Who looked"), (Column(_("When")), Column(_("Who")), Column(_("What"))), rows)
