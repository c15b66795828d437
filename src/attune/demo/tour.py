"""What to try in the demonstration: up to ten things for each role, each a link into its world."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from attune.demo.network.coming import own, patient_actor
from attune.demo.worlds.world import PASSWORD, World
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.identity.queries.people import known_person
from attune.patients.queries.care_links import practices_of
from attune.scheduling.queries.appointments import SeatFacts, my_seats


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try, what one sees, and where."""

    title: str
    told: str
    url: str


@dataclass(frozen=True, slots=True)
class RoleTour:
    """What somebody does there, and how to sign in as them."""

    role: str
    email: str
    password: str
    needs_code: bool
    """Staff sign in with a second step; the demonstration plays their phone."""
    steps: tuple[Step, ...]


_ANYBODY = (
    (
        "Look for care as a stranger",
        "Seven questions before any account; a time is booked and paid.",
        "onboarding_start",
    ),
    ("See who there is", "Everybody who can be booked, with real free times.", "public_therapists"),
    ("See the team", "Everybody who can be booked, with real free times.", "public_team"),
    ("Find help now", "Whom to call, from every page and without signing in.", "help_now"),
)
_PATIENT = (
    ("See what is next", "Today's session, the questions before it, and what there is to do.", "patient_home"),
    ("Answer the questions", "PHQ-9 on a phone, one question a screen; it is scored at once.", "patient_measures"),
    ("Enter today's session", "Where are you now, the waiting room, then video.", "SESSION"),
    ("Move a session", "Free times of the same provider; what it costs stands there before.", "patient_sessions"),
    ("Cancel one", "Free until the day before; later the fee is shown first.", "patient_sessions"),
    ("Look at your payments", "Each session's payment, with its receipt.", "patient_payments"),
    ("Watch a score change", "The same questions over six weeks, in words.", "patient_measures"),
    ("Read your record", "What was signed, and who opened it.", "patient_record"),
    ("Change your details", "Name, place, children you act for.", "patient_details"),
    ("Add a second step", "A passkey or an app beside the password.", "mfa_index"),
)
_PROVIDER = (
    ("See your day", "Today's sessions first, then what waits.", "provider_home"),
    ("Open today's session", "Trend and last note before; video and the note being written during.", "APPOINTMENT"),
    ("Sign a note", "Drafts of the last two days wait. Signed, a note can only be added to.", "provider_notes"),
    ("Look at your patients", "A chart each: notes, scores, sessions.", "provider_clients"),
    ("Drag a session", "The week; who comes is told of the move.", "provider_calendar"),
    ("Change your hours", "On your own clock, with dates that differ.", "provider_hours"),
    ("Change what you offer", "Lengths, notice, groups.", "provider_offerings"),
    ("See what you earn", "Each session with its net amount and its promised day.", "provider_earnings"),
    ("Renew a license", "One ends within the month.", "provider_credentials"),
    ("Change your public page", "What people read before they choose you.", "provider_profile"),
)
_OWNER = (
    ("See the practice's day", "What needs doing, today's sessions, the week in numbers.", "practice_home"),
    (
        "Look at the numbers",
        "Bookings, money, how long people wait; each with its table.",
        "practice_numbers",
    ),
    ("Follow the money", "Payments, refunds, and what is paid out on which day.", "practice_finances"),
    ("See payments", "What was paid, what was given back.", "practice_payments"),
    ("Invite somebody", "A role from one day to another; the mail is in the sandbox.", "members"),
    ("See everybody's calendar", "All sessions of the week, each to move or cancel.", "practice_calendar"),
    ("Check credentials", "Licenses, checks, what ends soon.", "practice_credentials"),
    ("Set offerings", "What is offered, for how much.", "practice_offerings"),
    ("Read agreements", "What was signed, in the words that were shown.", "practice_agreements"),
    ("Search the access log", "Who saw which record, and when.", "access_log"),
    ("Open a state", "Where the clinic may work.", "practice_states"),
)
_OPERATOR = (
    ("See what needs a person", "Exceptions first, each with what mends it.", "operator_home"),
    ("Look at the platform in numbers", "Added up from what practices counted; nobody is named.", "operator_numbers"),
    ("See payments", "Amounts and states of every practice, no patient's name.", "operator_payments"),
    ("See payouts", "What was promised, sent, arrived.", "operator_payouts"),
    ("Mend what hangs", "Payments, payouts and accounts in trouble.", "operator_exceptions"),
    ("Follow a practice's way in", "Applied, checked, signed, live.", "operator_practices"),
    ("Review credentials", "Possible matches with exclusion lists.", "operator_credentialing"),
    ("Look after jobs", "What gave up, and the way to try again.", "operator_jobs"),
    ("Read the trail", "Every act of the operators.", "operator_audit"),
    ("See messages sent", "What was delivered to whom, without its words.", "operator_deliveries"),
    ("See the operators", "Their roles, and who was invited.", "operator_members"),
    ("See the edition", "Who decided on it, when, and why.", "operator_edition"),
)
STEPS_MAX = 10


def write_tour(world: World, path: Path) -> None:
    """Write the tour of a world that is made into a file, which the web process shows."""
    path.write_text(json.dumps([asdict(one) for one in tours(world)]))


def tours(world: World) -> Iterator[RoleTour]:
    """Yield a tour for whoever is not signed in, and for each role."""
    patient, special = world.patients[0], _today(world.patients[0].email)
    owners = [place.members[0].email for place in world.places[1:2]]
    operator = next(one.email for one in world.places[0].members if "finance" in one.roles)
    yield RoleTour("Anybody", "", "", False, _steps(_ANYBODY, special))
    yield RoleTour("Patient", patient.email, PASSWORD, False, _steps(_PATIENT, special))
    yield RoleTour("Provider", patient.sees, PASSWORD, True, _steps(_PROVIDER, special))
    yield RoleTour("Practice owner", owners[0], PASSWORD, True, _steps(_OWNER, special))
    yield RoleTour("Operator", operator, PASSWORD, True, _steps(_OPERATOR, special))


def _steps(told: tuple[tuple[str, str, str], ...], special: dict[str, str]) -> tuple[Step, ...]:
    """Return the steps whose pages this edition has."""
    found = (Step(title, words, url) for title, words, name in told if (url := special.get(name) or _address(name)))
    return tuple(found)[:STEPS_MAX]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _today(email: str) -> dict[str, str]:
    """Return the addresses of a patient's next session, for them and for who gives it."""
    known = known_person(email)
    assert known is not None
    coming = [one for one in _seats(known.person_id) if one.state == "booked" and one.ends_at > now()]
    if not coming:
        return {}
    first = min(coming, key=lambda one: one.starts_at)
    return {
        "SESSION": reverse("own_session", args=[first.seat_id]),
        "APPOINTMENT": reverse("session", args=[first.appointment_id]),
    }


def _seats(person_id: UUID) -> Iterator[SeatFacts]:
    with scope(person_id=person_id, plane=Plane.SELF):
        links = practices_of(person_id)
    for link in links:
        actor = patient_actor(person_id, link.practice_id)
        with own(actor):
            yield from my_seats(actor)
