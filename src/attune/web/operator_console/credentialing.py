"""Credentialing across practices: what waits for a look, which matches to decide, what ends soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from attune.credentialing.queries.matches import WaitingMatch, matches_to_review
from attune.credentialing.rules.screening import MatchStrength
from attune.foundation.clock import now
from attune.practices.queries.application import OnTheWay, practices_on_the_way
from attune.practices.rules.lifecycle import BEFORE_LIVE, PracticeState
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Figure
from attune.web.components.formatting import calendar_day, day_of
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.operator_console.practices import practices_table
from attune.web.shells import shell_for

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class CredentialingPage:
    """The pipeline by what is to be done in it."""

    figures: tuple[Figure, ...]
    waiting: Table | None
    matches: Table | None
    ending: Table | None
    empty: EmptyState


@require_GET
def credentialing(request: PersonRequest) -> HttpResponseBase:
    """Show what in the network needs a look, the worst first."""
    found, matches = practices_on_the_way(request.actor), matches_to_review(request.actor)
    on_the_way = [one for one in found if one.state in BEFORE_LIVE]
    waiting = [one for one in found if one.to_review]
    today = now().astimezone(viewer_zone()).date()
    ending = [one for one in found if one.next_expiry_on and one.next_expiry_on <= today + SOON]
    names = {one.practice_id: one.name for one in found}
    page = CredentialingPage(
        figures=_figures(on_the_way, waiting, matches),
        waiting=practices_table(request, waiting) if waiting else None,
        matches=_matches(matches, names) if matches else None,
        ending=_ending(ending) if ending else None,
        empty=EmptyState(
            _("Nothing waits for a look"),
            _("Checks that come out good need nobody. What does not, stands here with its reason."),
            Drawing.DESK,
        ),
    )
    return TemplateResponse(request, "operator/credentialing.html", {"shell": shell_for(request), "page": page})


def _figures(
    on_the_way: list[OnTheWay], waiting: list[OnTheWay], matches: Sequence[WaitingMatch]
) -> tuple[Figure, ...]:
    unsigned = [one for one in on_the_way if one.state is PracticeState.AGREEMENTS]
    return (
        Figure(_("On the way in"), str(len(on_the_way)), _("applications")),
        Figure(_("Waits for a look"), str(len(waiting)), _("a check is not through")),
        Figure(_("Matches"), str(len(matches)), _("with an exclusion list")),
        Figure(_("To sign"), str(len(unsigned)), _("agreements outstanding")),
    )


def _matches(matches: Sequence[WaitingMatch], names: dict[UUID, str]) -> Table:
    columns = (
        Column(_("Practice")),
        Column(_("How alike")),
        Column(_("Found")),
        Column(_("Decide"), label_hidden=True),
    )
    return Table(_("Matches with exclusion lists"), columns, tuple(_match_row(one, names) for one in matches))


def _match_row(one: WaitingMatch, names: dict[UUID, str]) -> Row:
    name = names.get(one.practice_id, "")
    url = reverse("operator_match", kwargs={"practice_id": one.practice_id, "match_id": one.match_id})
    is_npi = one.strength is MatchStrength.NPI
    badge = Badge(_("The same NPI") if is_npi else _("The same name and birth date"), Tone.CAUTION)
    return Row(
        (
            Cell(name),
            Cell(badge=badge),
            Cell(day_of(one.found_at, now=now(), zone=viewer_zone())),
            Cell(action=Action(_("Decide"), url, Weight.QUIET, about=name)),
        )
    )


def _ending(found: list[OnTheWay]) -> Table:
    today = now().astimezone(viewer_zone()).date()
    columns = (Column(_("Practice")), Column(_("First license ends")))
    ordered = sorted(found, key=lambda one: (one.next_expiry_on or today, one.name))
    rows = tuple(
        Row((Cell(one.name), Cell(calendar_day(one.next_expiry_on, today=today))))
        for one in ordered
        if one.next_expiry_on is not None
    )
    return Table(_("Licenses that end within 90 days"), columns, rows)
