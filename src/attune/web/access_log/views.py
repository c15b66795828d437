"""The page that searches the trail, in the practice console and in the operator console."""

from collections.abc import Mapping
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.audit.queries.search import TrailEvent, TrailFilters, TrailPage, TrailResult, search_events
from attune.foundation.clock import now
from attune.identity.queries.roster import members_of
from attune.web.access import Area, PersonRequest
from attune.web.access_log.forms import TrailForm
from attune.web.access_log.wording import action_words, short_id
from attune.web.components.formatting import day_of, exact_time
from attune.web.components.long_lists import written_place
from attune.web.components.notices import Badge, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Pagination, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for

OUTCOMES = {
    "done": Badge(gettext_lazy("Done"), Tone.GOOD),
    "refused": Badge(gettext_lazy("Refused"), Tone.DANGER),
    "failed": Badge(gettext_lazy("Failed"), Tone.CAUTION),
}
NOTHING = EmptyState(
    gettext_lazy("Nothing like this was recorded"),
    gettext_lazy("Ask for less at once: another day, anyone, any outcome."),
)
COLUMNS = (
    Column(gettext_lazy("When")),
    Column(gettext_lazy("Who")),
    Column(gettext_lazy("What")),
    Column(gettext_lazy("About")),
    Column(gettext_lazy("Outcome")),
)


@require_GET
def access_log(request: PersonRequest) -> HttpResponseBase:
    """Show who did what, the newest first; looking is recorded too."""
    people = _people(request)
    form = TrailForm(request.GET, people=people)
    is_fine = form.is_valid()
    filters = form.filters(viewer_zone()) if is_fine else TrailFilters()
    found = search_events(request.actor, filters, TrailPage(after=form.cleaned_data.get("after") if is_fine else None))
    return TemplateResponse(
        request,
        "access_log/search.html",
        {
            "shell": shell_for(request),
            "form": form,
            "title": "Audit" if request.area is Area.OPERATOR else _("Access log"),
            "table": Table(_("What was done"), COLUMNS, tuple(_row(event, people) for event in found.events))
            if found.events
            else None,
            "pages": _pages(request, found),
            "empty": NOTHING,
        },
        status=200 if is_fine else 422,
    )


def _people(request: PersonRequest) -> Mapping[UUID, str]:
    everybody = [*members_of(request.actor, is_ended=True), *members_of(request.actor)]
    return {member.person_id: member.name for member in everybody}


def _row(event: TrailEvent, people: Mapping[UUID, str]) -> Row:
    zone = viewer_zone()
    who = _("The system") if event.actor_id is None else people.get(event.actor_id) or _from_outside(event)
    behalf = (
        _("for %(person)s") % {"person": people.get(event.on_behalf_of, event.on_behalf_of)}
        if event.on_behalf_of
        else ""
    )
    kind = event.object_kind.replace("_", " ")
    patient = _("patient %(patient)s") % {"patient": short_id(str(event.patient_id))} if event.patient_id else ""
    return Row(
        (
            Cell(day_of(event.happened_at, now=now(), zone=zone), under=_unbroken(exact_time(event.happened_at, zone))),
            Cell(who, under=behalf),
            Cell(action_words(event.action), under=event.reason, code=event.action),
            Cell(
                f"{kind} {short_id(event.object_id)}",
                under=patient,
                url=f"?{urlencode({'about': event.object_id})}",
                title=_("%(object)s: show what else was done with it") % {"object": event.object_id},
            ),
            Cell(badge=OUTCOMES[event.outcome]),
        )
    )


def _from_outside(event: TrailEvent) -> str:
    """Return who did it, of people without a role here, who are not named: about a chart it is the patient's side."""
    return _("A patient, or who acts for them") if event.patient_id else _("Somebody from outside")


def _unbroken(time: str) -> str:
    """Return a time that stays on one line."""
    return time.replace(" ", "\u00a0")


def _pages(request: PersonRequest, found: TrailResult) -> Pagination | None:
    here = reverse("operator_audit" if request.area is Area.OPERATOR else "access_log")
    asked = {name: str(value) for name, value in request.GET.items() if name != "after" and value}
    is_first = not request.GET.get("after")
    if found.following is None and is_first:
        return None
    older = found.following and written_place(found.following.happened_at, found.following.event_id)
    return Pagination(
        summary=_("Newest first"),
        before_url=f"{here}?{urlencode({**asked, 'after': older})}" if older else "",
        after_url="" if is_first else f"{here}?{urlencode(asked)}",
    )
