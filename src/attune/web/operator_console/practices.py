"""The registry of practices."""

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.practices.queries.registry import RegisteredPractice, registered_practices
from attune.web.access import PersonRequest
from attune.web.components.formatting import day_of
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for

STATES = {
    "applied": Badge("Applied", Tone.NOTE),
    "in_review": Badge("In review", Tone.CAUTION),
    "agreements": Badge("Agreements to sign", Tone.NOTE),
    "live": Badge("Live", Tone.GOOD),
    "paused": Badge("Paused", Tone.CAUTION),
    "closed": Badge("Closed"),
}
NONE_YET = EmptyState("No practice yet", "Practices stand here from their application on.", Drawing.DOOR)


@require_GET
def practices(request: PersonRequest) -> HttpResponseBase:
    """List every practice; none of their charts can be opened from here."""
    found = registered_practices(request.actor)
    number = "1 practice" if len(found) == 1 else f"{len(found)} practices"
    return TemplateResponse(
        request,
        "operator/practices.html",
        {
            "shell": shell_for(request),
            "table": _table(found) if found else None,
            "empty": NONE_YET,
            "subtitle": f"{number}, each the holder of its own records.",
        },
    )


def _table(found: list[RegisteredPractice]) -> Table:
    columns = (Column("Practice"), Column("State"), Column("Zone"), Column("Since"))
    return Table("Practices", columns, tuple(map(_row, found)))


def _row(practice: RegisteredPractice) -> Row:
    since = day_of(practice.created_at, now=now(), zone=viewer_zone())
    return Row(
        (Cell(practice.name, under=practice.slug), Cell(badge=STATES[practice.state]), Cell(practice.zone), Cell(since))
    )
