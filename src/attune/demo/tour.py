"""What to try in the demonstration: up to ten things for each role, each a link into its world that is open to it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import resolve

from attune.demo.network.coming import patient_actor
from attune.demo.touring.addresses import Addresses, address, of_care, of_patient, of_platform, of_practice
from attune.demo.touring.care import ANYBODY, PATIENT, PROVIDER, SUPERVISOR
from attune.demo.touring.platform import COMPLIANCE, CREDENTIALING, FINANCE, SUPPORT
from attune.demo.touring.practice import ADMINISTRATOR, AUDITOR, BILLER, OWNER, SCHEDULER
from attune.demo.touring.step import STEPS_MAX, Told
from attune.demo.worlds.world import PASSWORD, DemoPlace, Member, World
from attune.foundation.authorization import Actor, may
from attune.identity.queries.people import known_person
from attune.identity.rules.role_names import ROLE_NAMES
from attune.kernel.identifiers import PLATFORM_ID
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


_TOLD: Mapping[Role, Told] = {
    Role.PROVIDER: PROVIDER,
    Role.OWNER: OWNER,
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.SCHEDULER: SCHEDULER,
    Role.BILLER: BILLER,
    Role.SUPERVISOR: SUPERVISOR,
    Role.AUDITOR: AUDITOR,
    Role.FINANCE: FINANCE,
    Role.CREDENTIALING: CREDENTIALING,
    Role.SUPPORT: SUPPORT,
    Role.COMPLIANCE: COMPLIANCE,
}
"""In this order: who gives care, who runs the practice, who runs the platform."""


def write_tour(world: World, path: Path) -> None:
    """Write the tour of a world that is made into a file, which the web process shows."""
    path.write_text(json.dumps([asdict(one) for one in tours(world)]))


def tours(world: World) -> Iterator[RoleTour]:
    """Yield a tour for whoever is not signed in, and for each role as somebody who holds it."""
    patient = world.patients[0]
    platform, practice = world.places[:2]
    people = _one_of_each(practice, patient.sees)
    here = registered_by_slug(practice.slug).practice_id
    of_all = {role: Actor(_id_of(one.email), here, one.roles) for role, one in people.items()}
    inside = of_practice(here, of_all[Role.PROVIDER], of_all[Role.OWNER])
    yield RoleTour("Anybody", "", "", False, _steps(ANYBODY, inside, None))
    own, person = _id_of(patient.email), patient_actor(_id_of(patient.email))
    yield RoleTour("Patient", patient.email, PASSWORD, False, _steps(PATIENT, of_patient(own), person))
    for role, somebody in people.items():
        actor = of_all[role]
        found = inside | (of_care(actor) if role in CLINICAL_ROLES else {})
        yield RoleTour(ROLE_NAMES[role], somebody.email, PASSWORD, True, _steps(_TOLD[role], found, actor))
    above = of_platform()
    for role, somebody in _one_of_each(platform, "").items():
        actor = Actor(_id_of(somebody.email), PLATFORM_ID, somebody.roles)
        yield RoleTour(ROLE_NAMES[role], somebody.email, PASSWORD, True, _steps(_TOLD[role], above, actor))


def _one_of_each(place: DemoPlace, provider: str) -> dict[Role, Member]:
    """Return who holds each role of a place, the first who does, in the order they are shown; ``provider`` is whose."""
    found: dict[Role, Member] = {}
    for role in _TOLD:
        holders = [one for one in place.members if role in one.roles and one not in found.values()]
        if role is Role.PROVIDER:
            holders = [one for one in holders if one.email == provider] or holders
        if holders:
            found[role] = holders[0]
    return found


def _steps(told: Told, looked_up: Addresses, actor: Actor | None) -> tuple[Step, ...]:
    """Return the steps whose pages this edition has, and which are open to the actor."""
    found = (Step(title, words, url) for title, words, name in told if (url := address(name, looked_up)))
    return tuple(one for one in found if _is_open(one.url, actor))[:STEPS_MAX]


def _is_open(url: str, actor: Actor | None) -> bool:
    access: Access = resolve(urlsplit(url).path).func.access  # type: ignore[attr-defined]  # every view declares it
    return access.permission is None or (actor is not None and may(actor, access.permission))


def _id_of(email: str) -> UUID:
    known = known_person(email)
    assert known is not None, f"{email} is of the world"
    return known.person_id
