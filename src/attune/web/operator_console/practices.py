"""The registry of practices."""

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
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
    "applied": Badge(gettext_lazy("Applied"), Tone.NOTE),
    "in_review": Badge(gettext_lazy("In review"), Tone.CAUTION),
    "agreements": Badge(gettext_lazy("Agreements to sign"), Tone.NOTE),
    "live": Badge(gettext_lazy("Live"), Tone.GOOD),
    "paused": Badge(gettext_lazy("Paused"), Tone.CAUTION),
    "closed": Badge(gettext_lazy("Closed")),
}
NONE_YET = EmptyState(
    gettext_lazy("No practice yet"), gettext_lazy("Practices stand here from their application on."), Drawing.DOOR
)


@require_GET
def practices(request: PersonRequest) -> HttpResponseBase:
    """List every practice; none of their charts can be opened from here."""
    found = registered_practices(request.actor)
    told = ngettext(
        "%(number)d practice, the holder of its own records.",
        "%(number)d practices, each the holder of its own records.",
        len(found),
    )
    return TemplateResponse(
        request,
        "operator/practices.html",
        {
            "shell": shell_for(request),
            "table": _table(found) if found else None,
            "empty": NONE_YET,
            "subtitle": told % {"number": len(found)},
        },
    )


def _table(found: list[RegisteredPractice]) -> Table:
    columns = (Column(_("Practice")), Column(_("State")), Column(_("Zone")), Column(_("Since")))
    return Table(_("Practices"), columns, tuple(map(_row, found)))


def _row(practice: RegisteredPractice) -> Row:
    since = day_of(practice.created_at, now=now(), zone=viewer_zone())
    return Row(
        (Cell(practice.name, under=practice.slug), Cell(badge=STATES[practice.state]), Cell(practice.zone), Cell(since))
    )
