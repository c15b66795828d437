"""What stands around a session for those who may see it: the note, the measures, the money, the next time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from attune.billing.permissions import SEE_SEAT_MONEY
from attune.billing.queries.seat_money import MoneyState, SeatMoney, seat_money
from attune.care_records.errors import NoSuchRecord
from attune.care_records.permissions import READ_NOTES
from attune.care_records.queries.note_facts import NoteFacts
from attune.care_records.queries.notes import last_note
from attune.care_records.queries.reach import Reach, reach
from attune.foundation.authorization import Actor, may
from attune.kernel.money import Money
from attune.measures.permissions import READ_SCORES
from attune.scheduling.queries.appointments import AppointmentFacts
from attune.scheduling.queries.of_charts import next_of_chart
from attune.scheduling.rules.couples import FIRST
from attune.web.access import PersonRequest
from attune.web.calendar.week import sees_names
from attune.web.components.actions import Action
from attune.web.components.formatting import calendar_day, money, when
from attune.web.components.money import MoneyLine, MoneySum, Payout, PayoutState
from attune.web.components.notices import Badge, Tone
from attune.web.measures.of_patient import MeasuresBlock, measures_block
from attune.web.notes.editor import NoteEditor, editor_for


@dataclass(frozen=True, slots=True)
class ShownMoney:
    """What the session costs and what comes of it."""

    badge: Badge
    total: MoneySum | None
    payout: Payout | None


@dataclass(frozen=True, slots=True)
class Around:
    """The parts beside the video. What is None is not the viewer's to see, or is not there."""

    note: NoteEditor | None
    previous: NoteFacts | None
    measures: MeasuresBlock | None
    money: ShownMoney | None
    next_session: str
    find_next: Action | None


def around(
    request: PersonRequest, session: AppointmentFacts, *, writes: bool, moment: datetime, zone: ZoneInfo
) -> Around:
    """Return the parts that the actor may see; with ``writes`` the note is opened, else only the last one is read."""
    actor = request.actor
    chart_id = session.chart_ids[0] if len(session.chart_ids) == 1 or _is_two(session) else None
    why = _why(actor, chart_id)
    here = request.get_full_path()
    about = session.appointment_id
    note = editor_for(request, about, chart_id=chart_id, here=here, session=session, why=why) if writes else None
    return Around(
        note=note,
        previous=note.previous if note else _last(actor, chart_id, session, why),
        measures=measures_block(actor, chart_id, zone=zone, why=why, is_opened=sees_names(actor))
        if chart_id and why and may(actor, READ_SCORES)
        else None,
        money=_money(actor, session, moment=moment, zone=zone),
        next_session=_next(actor, chart_id, session, moment=moment, zone=zone),
        find_next=Action(_("Open the calendar"), reverse("provider_calendar"), icon="calendar"),
    )


def _is_two(session: AppointmentFacts) -> bool:
    """Return whether it is a couple's: the first one's record stands on the page, a link leads to the other's."""
    return session.is_couple and len(session.chart_ids) > 1


def _why(actor: Actor, chart_id: UUID | None) -> Reach | None:
    """Return why the actor may read the chart's notes; None where they may not."""
    if chart_id is None or not may(actor, READ_NOTES):
        return None
    try:
        return reach(actor, chart_id)
    except NoSuchRecord:
        return None


def _last(actor: Actor, chart_id: UUID | None, session: AppointmentFacts, why: Reach | None) -> NoteFacts | None:
    return last_note(actor, chart_id, before=session.starts_at, why=why) if chart_id and why else None


def _next(actor: Actor, chart_id: UUID | None, session: AppointmentFacts, *, moment: datetime, zone: ZoneInfo) -> str:
    """Return the patient's next session after this one, for who may know who comes."""
    if chart_id is None or not sees_names(actor):
        return ""
    coming = next_of_chart(actor, chart_id, after=max(session.starts_at, moment))
    return when(coming, now=moment, zone=zone) if coming else _("None is booked yet.")


def _money(actor: Actor, session: AppointmentFacts, *, moment: datetime, zone: ZoneInfo) -> ShownMoney | None:
    booked = [one for one in session.seats if one.state != "held" and not (session.is_couple and one.number > FIRST)]
    if len(booked) != 1 or not may(actor, SEE_SEAT_MONEY):
        return None
    found = seat_money(actor, booked[0].seat_id)
    if found.state is MoneyState.NOTHING_ASKED:
        return ShownMoney(Badge(_("Nothing was asked")), None, None)
    today = moment.astimezone(zone).date()
    payout = None
    if found.payout_on is not None and found.net.minor:
        payout = Payout(PayoutState.PROMISED, calendar_day(found.payout_on, today=today))
    return ShownMoney(money_badge(found), _total(found), payout)


def money_badge(found: SeatMoney) -> Badge:
    """Return where a seat's money stands, in a word."""
    return {
        MoneyState.NOTHING_ASKED: Badge(_("Nothing was asked")),
        MoneyState.OPEN: Badge(_("Not paid yet"), Tone.CAUTION),
        MoneyState.PAID: Badge(_("Paid"), Tone.GOOD),
        MoneyState.PARTLY_REFUNDED: Badge(_("Partly refunded"), Tone.NOTE),
        MoneyState.REFUNDED: Badge(_("Refunded"), Tone.NOTE),
        MoneyState.CANCELED: Badge(_("Not charged")),
    }[found.state]


def _total(found: SeatMoney) -> MoneySum | None:
    if not found.paid.minor:
        return None
    lines = [MoneyLine(_("Paid by the patient"), money(found.paid))]
    if found.refunded.minor:
        lines.append(MoneyLine(_("Given back"), money(_minus(found.refunded))))
    if found.commission.minor:
        lines.append(MoneyLine(_("Commission"), money(_minus(found.commission))))
    return MoneySum(tuple(lines), MoneyLine(_("The practice keeps"), money(found.net)))


def _minus(amount: Money) -> Money:
    return Money(-amount.minor, amount.currency)
