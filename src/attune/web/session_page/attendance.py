"""Who came, by the evidence of the call and by the provider's word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attune.kernel.interval import Interval
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts
from attune.scheduling.rules.couples import FIRST
from attune.telehealth.queries.evidence import SeatEvidence
from attune.telehealth.rules.attendance import Finding
from attune.web.components.figures import Fact
from attune.web.components.formatting import clock_time
from attune.web.components.notices import Badge, Tone
from attune.web.components.text import Text

FINDINGS: Mapping[Finding, Text] = {
    Finding.ATTENDED: gettext_lazy("You met. If you say nothing else, it counts so."),
    Finding.MISSED: gettext_lazy("You waited, and nobody came. If you say nothing else, it counts as missed."),
    Finding.PROVIDER_ABSENT: gettext_lazy("You were not in the room for long enough to tell. Say who came."),
    Finding.REFUSED_AT_DOOR: gettext_lazy("They came to the door and were not let in. Say whether you met."),
    Finding.INTERRUPTED: gettext_lazy("You were together too briefly to tell. Say whether you met."),
}
SEATS: Mapping[str, Badge] = {
    "booked": Badge(gettext_lazy("Not said yet"), Tone.NOTE),
    "attended": Badge(gettext_lazy("Came"), Tone.GOOD),
    "missed": Badge(gettext_lazy("Did not come"), Tone.CAUTION),
}


@dataclass(frozen=True, slots=True)
class Attendance:
    """One participant: what the call shows, and what was said."""

    name: str
    is_phi: bool
    badge: Badge
    facts: tuple[Fact, ...]
    finding: Text
    url: str
    can_say_came: bool
    can_say_missed: bool


def attendance_of(
    session: AppointmentFacts,
    evidence: Sequence[SeatEvidence],
    *,
    names: Mapping[UUID, str],
    can_change: bool,
    zone: ZoneInfo,
) -> tuple[Attendance, ...]:
    """Return a line for each participant of a session that has begun."""
    proofs = {one.seat_id: one for one in evidence}
    return tuple(
        _line(one, None if _is_beside(one) else proofs.get(one.seat_id), names=names, can_change=can_change, zone=zone)
        for one in session.seats
        if one.state != "held"
    )


def _is_beside(seat: SeatFacts) -> bool:
    """Return whether they sit beside who booked, in front of one screen: the call tells of that one alone."""
    return seat.is_couple and seat.number > FIRST


def _line(
    seat: SeatFacts, proof: SeatEvidence | None, *, names: Mapping[UUID, str], can_change: bool, zone: ZoneInfo
) -> Attendance:
    name = names.get(seat.chart_id, "") if seat.chart_id else ""
    return Attendance(
        name=name or _("A participant"),
        is_phi=bool(name),
        badge=SEATS[seat.state],
        facts=_facts(proof, zone) if proof else (),
        finding=FINDINGS[proof.finding] if proof and seat.state == "booked" else "",
        url=reverse("session_attendance", args=[seat.seat_id]),
        can_say_came=can_change and seat.state != "attended",
        can_say_missed=can_change and seat.state != "missed",
    )


def _facts(proof: SeatEvidence, zone: ZoneInfo) -> tuple[Fact, ...]:
    both = ngettext("%(count)d minute", "%(count)d minutes", proof.together_minutes)
    rejoins = max(len(proof.patient) - 1, 0)
    told = both % {"count": proof.together_minutes}
    if rejoins:
        again = ngettext("%(count)d rejoin", "%(count)d rejoins", rejoins) % {"count": rejoins}
        told = f"{told}, {again}"
    return (
        Fact(_("They were in"), _spans(proof.patient, zone)),
        Fact(_("You were in"), _spans(proof.provider, zone)),
        Fact(_("Together"), told),
    )


def _spans(spans: Sequence[Interval], zone: ZoneInfo) -> str:
    if not spans:
        return _("Not at all")
    return _("%(from)s to %(until)s") % {
        "from": clock_time(spans[0].start, zone),
        "until": clock_time(spans[-1].end, zone),
    }


def has_begun(session: AppointmentFacts, moment: datetime) -> bool:
    """Return whether there is anything to say yet."""
    return moment >= session.starts_at
