"""What a chart's page shows, put together from what each context gives to who may read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attune.audit.queries.of_patient import who_looked
from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.queries.notes import notes_of
from attune.care_records.queries.reach import Reach, reach
from attune.care_records.queries.record import UNLISTED
from attune.credentialing.queries.providers import provider_of_person
from attune.foundation.authorization import Actor, may
from attune.identity.queries.people import named_people
from attune.kernel.us_states import US_STATES
from attune.patients.queries.chart_consents import HandedOver, chart_consents
from attune.patients.queries.charts import ChartFacts, chart
from attune.patients.rules.age import age_on
from attune.patients.rules.answers import Relation
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.of_charts import sessions_of_chart
from attune.web.chart.looks import look_lines
from attune.web.chart.timeline import Span, consent_events, months, session_events
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.formatting import calendar_day, day_of
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.timeline import TimelineMonth
from attune.web.measures.of_patient import MeasuresBlock, measures_block

SESSIONS_A_PAGE = 20
LOOKS_SHOWN = 6
EVENTS_READ = 100


@dataclass(frozen=True, slots=True)
class ChartPage:
    """One patient at one practice, for who may read it, and why they may."""

    chart_id: UUID
    person: PersonLine
    badge: Badge | None
    actions: tuple[Action, ...]
    months: tuple[TimelineMonth, ...]
    empty: EmptyState
    older_url: str
    newest_url: str
    details: tuple[Fact, ...]
    consents: tuple[Fact, ...]
    looks: tuple[Fact, ...]
    may_let_cover: bool
    measures: MeasuresBlock | None


@dataclass(frozen=True, slots=True)
class Look:
    """When and on whose clock somebody looks, and from where on."""

    now: datetime
    zone: ZoneInfo
    before: datetime | None = None


def chart_page(actor: Actor, chart_id: UUID, look: Look) -> ChartPage:
    """Return a chart's page. Raises NotPermitted, NoSuchChart or NoSuchRecord."""
    why = reach(actor, chart_id)
    patient = chart(actor, chart_id)
    found = sessions_of_chart(actor, chart_id, before=look.before, rows=SESSIONS_A_PAGE + 1)
    seats, has_more = found[:SESSIONS_A_PAGE], len(found) > SESSIONS_A_PAGE
    notes = {
        one.encounter.seat_id: one
        for one in notes_of(actor, chart_id, seats=[seat.seat_id for seat in seats], rows=SESSIONS_A_PAGE, why=why)
    }
    consents = chart_consents(actor, chart_id)
    own = provider_of_person(actor) if may(actor, WRITE_NOTES) else None
    own_id = own.provider_id if own else None
    span = Span(seats[-1].starts_at if has_more else None, look.before)
    events = session_events(seats, notes, now=look.now, own_provider=own_id)
    events += [one for one in consent_events(consents) if span.holds(one.at)]
    here = reverse("provider_chart", kwargs={"chart_id": chart_id})
    return ChartPage(
        chart_id=chart_id,
        person=PersonLine(Portrait(chart_id, patient.name), _under(patient, look), is_phi=True),
        badge=_why(why),
        actions=_actions(seats, set(notes), look, own_id),
        months=months(events, look.zone),
        empty=EmptyState(_("Nothing happened yet"), _("Sessions and notes stand here as they come."), Drawing.DESK),
        older_url=f"{here}?before={int(seats[-1].starts_at.timestamp())}" if has_more else "",
        newest_url=here if look.before else "",
        details=_details(patient),
        consents=tuple(_consent(one, look) for one in consents),
        looks=_looks(actor, chart_id, look),
        may_let_cover=why is not Reach.COVERS,
        measures=measures_block(actor, chart_id, zone=look.zone, why=why, is_opened=True),
    )


def _looks(actor: Actor, chart_id: UUID, look: Look) -> tuple[Fact, ...]:
    found = who_looked(actor, chart_id, hidden=UNLISTED, events=EVENTS_READ)
    people = named_people({one.actor_id for one in found if one.actor_id})
    names = {person_id: person.name for person_id, person in people.items()}
    lines = look_lines(found, names, own_id=actor.person_id, now=look.now, zone=look.zone)
    return tuple(Fact(f"{one.day}, {one.who}", one.what) for one in lines[:LOOKS_SHOWN])


def _under(patient: ChartFacts, look: Look) -> str:
    today = look.now.astimezone(look.zone).date()
    age = age_on(patient.birth_date, day=today)
    told = {
        "age": age,
        "state": US_STATES.get(patient.state, patient.state),
        "since": calendar_day(patient.opened_at.astimezone(look.zone).date(), today=today),
    }
    return _("%(age)d, %(state)s. In care here since %(since)s") % told


def _why(why: Reach) -> Badge | None:
    return {
        Reach.TREATS: None,
        Reach.COVERS: Badge(_("You stand in"), Tone.NOTE),
        Reach.SUPERVISES: Badge(_("You supervise"), Tone.NOTE),
    }[why]


def _actions(
    seats: tuple[SeatFacts, ...], signed: set[UUID], look: Look, own_provider: UUID | None
) -> tuple[Action, ...]:
    for one in seats:
        is_open = one.state in ("booked", "attended") and one.starts_at <= look.now
        if is_open and one.seat_id not in signed and one.provider_id == own_provider:
            url = reverse("provider_note_about", kwargs={"seat_id": one.seat_id})
            return (Action(_("Write the note"), url, Weight.PRIMARY),)
    return ()


def _details(patient: ChartFacts) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Born"), dateformat.format(patient.birth_date, pgettext("date format", "F j, Y")), is_phi=True),
        Fact(_("State"), US_STATES.get(patient.state, patient.state)),
        Fact(_("E-mail"), patient.email, f"mailto:{patient.email}", is_phi=True),
    ]
    if patient.relation is Relation.GUARDIAN:
        facts.append(Fact(_("Signs in"), _("A parent or guardian")))
    return tuple(facts)


def _consent(one: HandedOver, look: Look) -> Fact:
    return Fact(one.title, day_of(one.signed_at, now=look.now, zone=look.zone))
