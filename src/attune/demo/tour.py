"""What to try in the demonstration: up to ten things for each role, each a link into its world that is open to it."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.urls import NoReverseMatch, resolve, reverse

from attune.demo.network.coming import patient_actor, seats_of
from attune.demo.worlds.world import PASSWORD, DemoPlace, Member, World
from attune.foundation.authorization import Actor, may
from attune.foundation.clock import now
from attune.identity.queries.people import known_person
from attune.identity.rules.role_names import ROLE_NAMES
from attune.kernel.roles import CLINICAL_ROLES, Role
from attune.practices.queries.registry import registered_by_slug
from attune.web.access import Access


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


Told = tuple[tuple[str, str, str], ...]
"""What to try, what one sees there, and the page's name; in capitals the name of one that is looked up."""

_ANYBODY: Told = (
    (
        "Look for care as a stranger",
        "Seven questions before any account; a time is booked and paid.",
        "onboarding_start",
    ),
    ("See who there is", "Everybody who can be booked, with real free times.", "public_therapists"),
    ("See the team", "Everybody who can be booked, with real free times.", "public_team"),
    ("Find help now", "Whom to call, from every page and without signing in.", "help_now"),
)
_PATIENT: Told = (
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
_PROVIDER: Told = (
    ("See your day", "Today's sessions first, then what waits.", "provider_home"),
    ("Open today's session", "Trend and last note before; video and the note being written during.", "APPOINTMENT"),
    ("Sign a note", "Drafts of the last two days wait. Signed, a note can only be added to.", "provider_notes"),
    ("Read a chart", "Notes, scores and sessions of one patient, and who looked.", "CHART"),
    ("Drag a session", "The week; who comes is told of the move.", "provider_calendar"),
    ("Change your hours", "On your own clock, with dates that differ.", "provider_hours"),
    ("Change what you offer", "Lengths, notice, groups.", "provider_offerings"),
    ("See what you earn", "Each session with its net amount and its promised day.", "provider_earnings"),
    ("Renew a license", "One ends within the month.", "provider_credentials"),
    ("Change your public page", "What people read before they choose you.", "provider_profile"),
    ("Look at your patients", "Everybody in your care.", "provider_clients"),
    ("Read what you attested", "In the words that were shown.", "provider_agreements"),
)
_PRACTICE: Told = (
    ("See the practice's day", "What needs doing, today's sessions, the week in numbers.", "practice_home"),
    ("Look at the numbers", "Bookings, money, how long people wait; each with its table.", "practice_numbers"),
    ("Follow the money", "What each session earns, and what is paid out on which day.", "practice_finances"),
    ("See payments", "What was paid, what was given back.", "practice_payments"),
    ("Invite somebody", "A role from one day to another; the mail is in the sandbox.", "members"),
    ("See everybody's calendar", "All sessions of the week, each to move or cancel.", "practice_calendar"),
    ("See who waits", "Whom matching suggests, and the way to choose otherwise.", "practice_intake"),
    ("Check credentials", "Licenses, checks, what ends soon.", "practice_credentials"),
    ("Hire somebody", "A checklist from the contract to the first patient.", "practice_hiring"),
    ("Open a state", "Where the clinic may work.", "practice_states"),
    ("Set offerings", "What is offered, for how much.", "practice_offerings"),
    ("Search the access log", "Who saw which record, and when.", "access_log"),
    ("Read agreements", "What was signed, in the words that were shown.", "practice_agreements"),
    ("Set cancellation terms", "Until when it is free, and what it costs later.", "practice_policies"),
    ("See messages sent", "What was delivered to whom, without its words.", "deliveries"),
    ("Make a token", "For a program that reads the practice's calendar.", "api_tokens"),
)
_OPERATOR: Told = (
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
    ("Make a token", "For a program that watches over the platform.", "operator_api_tokens"),
)
STEPS_MAX = 10
SHOWN = (
    Role.PROVIDER,
    Role.OWNER,
    Role.ADMINISTRATOR,
    Role.SCHEDULER,
    Role.BILLER,
    Role.SUPERVISOR,
    Role.AUDITOR,
    Role.FINANCE,
    Role.CREDENTIALING,
    Role.SUPPORT,
    Role.COMPLIANCE,
)
"""In this order: who gives care, who runs the practice, who runs the platform."""


def write_tour(world: World, path: Path) -> None:
    """Write the tour of a world that is made into a file, which the web process shows."""
    path.write_text(json.dumps([asdict(one) for one in tours(world)]))


def tours(world: World) -> Iterator[RoleTour]:
    """Yield a tour for whoever is not signed in, and for each role as somebody who holds it."""
    patient = world.patients[0]
    special = _today(patient.email)
    yield RoleTour("Anybody", "", "", False, _steps(_ANYBODY, special, None))
    yield RoleTour(
        "Patient", patient.email, PASSWORD, False, _steps(_PATIENT, special, patient_actor(_id_of(patient.email)))
    )
    platform, practice = world.places[:2]
    for place, told in ((practice, _PRACTICE), (platform, _OPERATOR)):
        practice_id = registered_by_slug(place.slug).practice_id
        for role, somebody in _one_of_each(place, patient.sees).items():
            actor = Actor(_id_of(somebody.email), practice_id, somebody.roles)
            if role in CLINICAL_ROLES:
                told_here, own = _PROVIDER, special if role is Role.PROVIDER else {}
            else:
                told_here, own = told, {}
            yield RoleTour(ROLE_NAMES[role], somebody.email, PASSWORD, True, _steps(told_here, own, actor))


def _one_of_each(place: DemoPlace, provider: str) -> dict[Role, Member]:
    """Return who holds each role of a place, the first who does, in the order of ``SHOWN``; ``provider`` is whose."""
    found: dict[Role, Member] = {}
    for role in SHOWN:
        holders = [one for one in place.members if role in one.roles and one not in found.values()]
        if role is Role.PROVIDER:
            holders = [one for one in holders if one.email == provider] or holders
        if holders:
            found[role] = holders[0]
    return found


def _steps(told: Told, special: dict[str, str], actor: Actor | None) -> tuple[Step, ...]:
    """Return the steps whose pages this edition has, and which are open to the actor."""
    found = (Step(title, words, url) for title, words, name in told if (url := special.get(name) or _address(name)))
    return tuple(one for one in found if _is_open(one.url, actor))[:STEPS_MAX]


def _is_open(url: str, actor: Actor | None) -> bool:
    access: Access = resolve(url).func.access  # type: ignore[attr-defined]  # every view declares it
    return access.permission is None or (actor is not None and may(actor, access.permission))


def _id_of(email: str) -> UUID:
    known = known_person(email)
    assert known is not None, f"{email} is of the world"
    return known.person_id


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _today(email: str) -> dict[str, str]:
    """Return the addresses of a patient's next session, for them and for who gives it."""
    coming = [one for _, one in seats_of(_id_of(email)) if one.state == "booked" and one.ends_at > now()]
    if not coming:
        return {}
    first = min(coming, key=lambda one: one.starts_at)
    return {
        "SESSION": reverse("own_session", args=[first.seat_id]),
        "APPOINTMENT": reverse("session", args=[first.appointment_id]),
        "CHART": reverse("provider_chart", args=[first.chart_id]),
    }
