"""What the pages of one's sessions show."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from attune.billing.queries.seat_money import SeatMoney
from attune.directory.rules.vocabulary import FORMATS
from attune.foundation.policies import policy
from attune.kernel.interval import Interval
from attune.kernel.us_states import US_STATES
from attune.scheduling.queries.partners import PartnerFacts
from attune.scheduling.rules.couples import FIRST
from attune.telehealth.rules.door import Door, door_at
from attune.telehealth.rules.policy import VisitPolicy
from attune.web.booking.page import place_words
from attune.web.booking.wording import terms_in_words
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.formatting import clock_time, full_instant, when_span, zone_difference, zone_name
from attune.web.components.formatting import money as sum_of
from attune.web.components.notices import Alert, Badge, Drawing, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.workflows.own_sessions import Session


@dataclass(frozen=True, slots=True)
class Look:
    """When and on whose clock somebody looks."""

    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session to come."""

    url: str
    when: str
    person: PersonLine
    for_whom: str
    calendar_url: str
    change: str
    """What of it can still be changed, in words; empty once it has begun."""
    is_first: bool
    is_open: bool
    """The door of its video is open."""


@dataclass(frozen=True, slots=True)
class SessionList:
    """All of one's sessions: what comes, then what was."""

    coming: tuple[SessionCard, ...]
    past: Table | None
    empty: EmptyState


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session."""

    person: PersonLine
    when: str
    badge: Badge | None
    facts: tuple[Fact, ...]
    alert: Alert | None
    actions: tuple[Action, ...]
    back_url: str


def session_list(found: list[Session], look: Look, *, others_url: str) -> SessionList:
    """Return the list: what comes earliest first, what was latest first."""
    coming = [one for one in found if one.is_coming(look.now)]
    past = [one for one in reversed(found) if not one.is_coming(look.now)]
    return SessionList(
        tuple(_card(one, look, is_first=index == 0) for index, one in enumerate(coming)),
        _past(past, look) if past else None,
        EmptyState(
            _("No session is coming up"),
            _("What you book stands here, with its time on your clock."),
            Drawing.DOOR,
            Action(_("Find a time"), others_url, Weight.PRIMARY),
        ),
    )


def session_page(session: Session, look: Look, *, money: SeatMoney, partner: PartnerFacts | None = None) -> SessionPage:
    """Return the page of one session."""
    seat = session.seat
    facts = [
        Fact(_("With"), f"{session.seat.provider_name}, {session.practice_name}", is_phi=True),
        Fact(_("What"), _what(session)),
        Fact(_("Where"), _where(session)),
    ]
    if session.child_name:
        facts.append(Fact(_("For"), session.child_name, is_phi=True))
    facts.append(Fact(_("You are in"), US_STATES.get(seat.patient_state, seat.patient_state)))
    if partner is not None:
        facts.append(Fact(_("Your partner"), _partner_told(partner, look), is_phi=True))
    is_beside = seat.is_couple and seat.number > FIRST
    facts.append(Fact(_("Price"), _("Paid once, by who booked") if is_beside else sum_of(seat.price), is_phi=True))
    if money.paid.minor:
        facts.append(Fact(_("Paid"), sum_of(money.paid), reverse("patient_payments"), is_phi=True))
    if money.refunded.minor:
        facts.append(Fact(_("Given back"), sum_of(money.refunded), is_phi=True))
    if seat.fee.minor:
        facts.append(Fact(_("Fee"), sum_of(seat.fee), is_phi=True))
    difference = zone_difference(look.zone, ZoneInfo(seat.zone), at=seat.starts_at)
    if difference:
        there = clock_time(seat.starts_at, ZoneInfo(seat.zone))
        zone = zone_name(ZoneInfo(seat.zone), at=seat.starts_at)
        facts.append(Fact(_("Their clock"), _("%(time)s, %(zone)s") % {"time": there, "zone": zone}))
    return SessionPage(
        person=_person(session),
        when=when_span(seat.starts_at, seat.ends_at, now=look.now, zone=look.zone),
        badge=state_badge(session, look),
        facts=tuple(facts),
        alert=_terms(session, look) if session.is_open(look.now) else None,
        actions=_actions(session, look),
        back_url=reverse("patient_sessions"),
    )


def _partner_told(partner: PartnerFacts, look: Look) -> str:
    """Return whether the other one of a couple comes."""
    if partner.state == "accepted":
        return _("Comes too")
    if partner.state == "asked":
        return _("Asked; has until %(when)s to answer") % {"when": full_instant(partner.answer_by, look.zone)}
    return _("Does not come")


def state_badge(session: Session, look: Look) -> Badge | None:
    """Return what became of a session; nothing for what is still to come."""
    seat = session.seat
    if seat.state == "canceled":
        if not seat.canceled_by:
            return Badge(_("Given back: your partner did not confirm"), Tone.NOTE)
        words = _("Canceled by you") if seat.canceled_by == "patient" else _("Canceled by the practice")
        return Badge(words, Tone.NOTE)
    if seat.state == "missed":
        return Badge(_("You were not there"), Tone.CAUTION)
    return None if session.is_coming(look.now) else Badge(_("Took place"), Tone.GOOD)


def _card(session: Session, look: Look, *, is_first: bool) -> SessionCard:
    seat = session.seat
    return SessionCard(
        url=reverse("own_session", args=[seat.seat_id]),
        when=when_span(seat.starts_at, seat.ends_at, now=look.now, zone=look.zone),
        person=_person(session),
        for_whom=_("For %(name)s") % {"name": session.child_name} if session.child_name else "",
        calendar_url=reverse("session_calendar_file", args=[seat.seat_id]),
        change=_change_words(session, look),
        is_first=is_first,
        is_open=seat.place == "video"
        and door_at(look.now, Interval(seat.starts_at, seat.ends_at), policy(VisitPolicy)) is Door.OPEN,
    )


def _past(past: list[Session], look: Look) -> Table:
    rows = []
    for one in past:
        badge = state_badge(one, look)
        told = when_span(one.seat.starts_at, one.seat.ends_at, now=look.now, zone=look.zone)
        name = f"{one.seat.provider_name} ({one.child_name})" if one.child_name else one.seat.provider_name
        url = reverse("own_session", args=[one.seat.seat_id])
        rows.append(Row((Cell(told, url=url), Cell(name, is_phi=True), Cell(badge=badge))))
    return Table(
        _("Sessions that were"), (Column(_("When")), Column(_("With")), Column(_("What became of it"))), tuple(rows)
    )


def _person(session: Session) -> PersonLine:
    portrait = Portrait(session.seat.provider_id, session.seat.provider_name)
    return PersonLine(portrait, f"{_what(session)}, {place_words(session.seat.place)}", is_phi=True)


def _what(session: Session) -> str:
    seat = session.seat
    return f"{seat.offering_name}, {FORMATS[seat.format]}" if seat.is_group else seat.offering_name


def _where(session: Session) -> str:
    words = place_words(session.seat.place)
    told = words[:1].upper() + words[1:]
    seat = session.seat
    if not seat.room_name:
        return told
    return " ".join(filter(None, (f"{told}: {seat.room_name}, {seat.room_address}.", seat.room_directions)))


def _terms(session: Session, look: Look) -> Alert | None:
    seat = session.seat
    terms = terms_in_words(seat.policy, seat.price, starts_at=seat.starts_at, zone=look.zone, now=look.now)
    if seat.policy.is_free(starts_at=seat.starts_at, now=look.now):
        return Alert(terms.free, terms.late, Tone.NOTE)
    fee = seat.policy.cancellation_fee(seat.price, starts_at=seat.starts_at, now=look.now)
    if not fee.minor:
        return Alert(terms.free, "", Tone.NOTE)
    until = full_instant(seat.policy.free_until(seat.starts_at), look.zone)
    told = {"fee": sum_of(fee), "until": until}
    return Alert(_("Canceling now costs %(fee)s.") % told, _("It was free until %(until)s.") % told, Tone.CAUTION)


def _actions(session: Session, look: Look) -> tuple[Action, ...]:
    seat = session.seat
    if not session.is_open(look.now):
        return ()
    calendar = Action(_("Add to calendar"), reverse("session_calendar_file", args=[seat.seat_id]), icon="calendar")
    cancel = Action(_cancel_words(session), reverse("cancel_session", args=[seat.seat_id]), Weight.QUIET)
    if not _can_be_moved(session, look):
        return calendar, cancel
    return calendar, Action(_("Move session"), reverse("move_session", args=[seat.seat_id]), icon="swap"), cancel


def _change_words(session: Session, look: Look) -> str:
    if not session.is_open(look.now):
        return ""
    return _("Move or cancel") if _can_be_moved(session, look) else _cancel_words(session)


def _cancel_words(session: Session) -> str:
    return _("Leave this group session") if session.seat.is_group else _("Cancel session")


def _can_be_moved(session: Session, look: Look) -> bool:
    seat = session.seat
    return not seat.is_group and seat.policy.is_free(starts_at=seat.starts_at, now=look.now)
