"""What the intake board shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.directory.rules.vocabulary import AGE_GROUPS, CONCERNS, GENDERS, LANGUAGES, PLACES, WINDOWS
from attune.kernel.us_states import US_STATES
from attune.matching.queries.intake import IntakeBoard, TeamMember, WaitingPerson
from attune.matching.rules.need import Need
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.steps import Progress
from attune.web.components.tables import Cell, Column, Row, Table

TIGHT_FROM = 0.9
"""A week that is this full is shown as tight."""


@dataclass(frozen=True, slots=True)
class BoardCard:
    """Somebody who waits, or waited until they booked."""

    name: str
    under: str
    since: datetime
    tags: tuple[str, ...]
    clinician: str
    note: str
    caseload: Progress | None
    choose_url: str
    choose_label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Cards of one kind under their heading."""

    heading: str
    cards: tuple[BoardCard, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """The board, and who has room."""

    told: str
    lanes: tuple[Lane, ...]
    team: Table


def intake_page(board: IntakeBoard) -> IntakePage:
    """Return the page of a board. Who has no account yet is counted, not shown: they have only looked around."""
    team = {one.provider_id: one for one in board.team}
    waiting = [one for one in board.waiting if one.name]
    undecided = [one for one in waiting if one.provider_id is None]
    suggested = [one for one in waiting if one.provider_id and not one.is_overridden]
    chosen = [one for one in waiting if one.provider_id and one.is_overridden]
    lanes = (
        (_("Needs a decision"), undecided, _("Everybody who waits has somebody.")),
        (_("Suggested"), suggested, _("Nobody waits for their first session.")),
        (_("Chosen by the team"), chosen, _("Nobody was chosen by hand.")),
        (_("Booked by themselves"), board.booked, _("Nobody in the last seven days.")),
    )
    return IntakePage(
        told=_told(board, len(waiting), len(undecided)),
        lanes=tuple(
            Lane(heading, tuple(_card(one, team) for one in people), empty) for heading, people, empty in lanes
        ),
        team=_team_table(board.team),
    )


def caseload(one: TeamMember) -> Progress:
    """Return how full a clinician's week is."""
    return Progress(
        label=_("Week to come"),
        done=one.sessions_booked,
        total=max(one.sessions_max, 1),
        in_words=_("%(booked)d of %(most)d") % {"booked": one.sessions_booked, "most": one.sessions_max},
        is_tight=one.sessions_booked >= TIGHT_FROM * one.sessions_max,
    )


def need_tags(need: Need) -> tuple[str, ...]:
    """Return what somebody looks for, in a few words each."""
    codes = [CONCERNS[code] for code in need.concerns]
    if set(need.windows) != set(WINDOWS):
        codes += [WINDOWS[code] for code in need.windows]
    if set(need.places) != set(PLACES):
        codes += [PLACES[code] for code in need.places]
    tags = [_(label) for label in codes]
    if need.language != "en":
        tags.append(_(LANGUAGES[need.language]))
    if need.required_gender:
        tags.append(_("%(gender)s required") % {"gender": _(GENDERS[need.required_gender])})
    if need.preferred_gender:
        tags.append(_("%(gender)s preferred") % {"gender": _(GENDERS[need.preferred_gender])})
    return tuple(tags)


def shown_name(one: WaitingPerson) -> str:
    """Return what somebody is called on the board."""
    return _("%(name)s, for their child") % {"name": one.name} if one.is_child else one.name


def _told(board: IntakeBoard, count: int, undecided: int) -> str:
    waiting = ngettext("%(count)d person waits", "%(count)d people wait", count) % {"count": count}
    booked = len(board.booked)
    came = ngettext("%(count)d booked", "%(count)d booked", booked) % {"count": booked} if booked else _("none booked")
    words = _("%(waiting)s for a first session; %(booked)s in the last seven days.") % {
        "waiting": waiting,
        "booked": came,
    }
    if undecided:
        alone = ngettext("%(count)d needs a decision.", "%(count)d need a decision.", undecided)
        words = f"{words} {alone % {'count': undecided}}"
    strangers = len(board.waiting) - count
    if strangers:
        looking = ngettext("%(count)d more has not signed up yet.", "%(count)d more have not signed up yet.", strangers)
        words = f"{words} {looking % {'count': strangers}}"
    return words


def _card(one: WaitingPerson, team: Mapping[UUID, TeamMember]) -> BoardCard:
    clinician = team.get(one.provider_id) if one.provider_id else None
    is_waiting = one.ended_at is None
    return BoardCard(
        name=shown_name(one),
        under=f"{US_STATES[one.need.state]}, {_(AGE_GROUPS[one.need.age_group])}",
        since=one.ended_at or one.waiting_since,
        tags=need_tags(one.need),
        clinician=f"{clinician.name}, {clinician.letters}" if clinician else "",
        note=_note(one, team),
        caseload=caseload(clinician) if clinician and is_waiting else None,
        choose_url=f"{reverse('practice_intake_choose')}?{urlencode({'who': str(one.assignment_id)})}"
        if is_waiting
        else "",
        choose_label=_("Choose another") if clinician else _("Choose somebody"),
    )


def _note(one: WaitingPerson, team: Mapping[UUID, TeamMember]) -> str:
    if one.provider_id is None:
        return _("Nobody on the team meets everything")
    suggested = team.get(one.suggested_id) if one.suggested_id else None
    if one.is_overridden and suggested is not None:
        return _("Instead of %(name)s") % {"name": suggested.name}
    return _("Best fit with room")


def _team_table(team: tuple[TeamMember, ...]) -> Table:
    columns = (
        Column(_("Clinician")),
        Column(_("Booked in the week to come"), is_number=True),
        Column(_("Sessions left"), is_number=True),
        Column(_("Waiting for them"), is_number=True),
        Column(_("New patients")),
    )
    return Table(_("Capacity of the team"), columns, tuple(_team_row(one) for one in team))


def _team_row(one: TeamMember) -> Row:
    specialties = ", ".join(_(CONCERNS[code]) for code in one.specialties)
    person = PersonLine(Portrait(one.provider_id, one.name), ", ".join(filter(None, (one.letters, specialties))))
    return Row(
        (
            Cell(person=person),
            Cell(str(caseload(one).in_words)),
            Cell(str(one.sessions_left)),
            Cell(str(one.waiting)),
            Cell(_("Yes") if one.takes_new_patients else _("No")),
        )
    )
