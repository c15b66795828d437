"""Making the demonstration's world through the product's own actions; what is there already stays."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from attune.credentialing.actions.watch_licenses import watch_licenses
from attune.demo.commits import unawaited_commits
from attune.demo.history.ending import decline_cards, fill_groups, list_name
from attune.demo.history.hands import apart, together
from attune.demo.history.lives import HANDS
from attune.demo.history.passing import Told, live
from attune.demo.history.staff import Practitioner, practitioners
from attune.demo.history.today import meet_today, meetings_of
from attune.demo.network.founding import STAGES, Founding, in_shares, workplace_of
from attune.demo.network.staffing import Staffing, keeping_role
from attune.demo.network.workplace import Workplace
from attune.demo.quick_passwords import quick_passwords
from attune.demo.vault import Vault
from attune.demo.worlds.sizes import SEED
from attune.demo.worlds.world import DemoPlace, World
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import scope
from attune.identity.queries.people import known_person
from attune.insights.actions.count_days import count_days
from attune.practices.queries.registry import registered_by_slug
from attune.workflows.refresh_listing import refresh_listings

FEW = 10
"""So few patients are lived in this process, without others beside it."""

Tell = Callable[[str], None]


class Population:
    """Makes what a world lacks; ``origin`` is how browsers reach the product."""

    def __init__(self, world: World, vault: Vault, *, origin: str) -> None:
        self._world = world
        self._staffing = Staffing(vault, origin=origin)
        self._in_processes = len(world.patients) > FEW

    def make(self, tell: Tell) -> None:
        """Make the world stage by stage, then let the weeks until today pass; ``tell`` hears of each."""
        with unawaited_commits(), quick_passwords():
            self._make(tell)

    def _make(self, tell: Tell) -> None:
        platform, *practices = self._world.places
        is_first = known_person(self._world.patients[0].email) is None
        # What is the platform's is there before two processes want it.
        self._found([[platform]], lambda _: None)
        self._found(in_shares(practices, HANDS), tell)
        workplaces = [place for place in map(self._workplace, self._world.places) if place.colleagues]
        staff = practitioners(workplaces, self._world.providers)
        if is_first:
            self._live(workplaces, staff, tell)
        today = meet_today(meetings_of(self._world.patients, staff))
        tell(f"Today: {_counted(today, 'session was', 'sessions were')} booked for the coming hours")
        if is_first:
            self._end(staff, tell)
        for workplace in workplaces:
            with scope(workplace.practice_id):
                watch_licenses(system_actor(workplace.practice_id))
                count_days(system_actor(workplace.practice_id))
                if not is_first:
                    # What was switched off for weeks, or in the middle of its weeks, published for days that are over.
                    refresh_listings(system_actor(workplace.practice_id))

    def _found(self, shares: Sequence[Sequence[DemoPlace]], tell: Tell) -> None:
        """Let places begin, share beside share, and come to today. Afterwards it is today, whatever happens."""
        now = datetime.now(UTC)
        hands = [Founding(share, self._world, self._staffing, now=now) for share in shares if share]
        if len(shares) > 1:
            hands[-1].receive(self._world.coming, now=now)
        number = sum(map(len, shares))
        try:
            with (apart if self._in_processes and len(hands) > 1 else together)(hands) as live_until:
                for ago, told in STAGES:
                    move_clock(-ago)
                    live_until(now - ago)
                    tell(f"{_counted(number, 'practice', 'practices')} {told}")
        finally:
            move_clock(timedelta(0))

    def _live(self, workplaces: Sequence[Workplace], staff: Mapping[UUID, Practitioner], tell: Tell) -> None:
        """Let the weeks until today pass. It happens once: before anybody of the patients has come."""
        patients = self._world.patients
        owners = {place.slug: owner for place, owner in self._owners(workplaces)}
        tell(f"{self._world.history.days} days with {len(patients)} patients and {len(staff)} providers")
        told = Told(
            patients,
            self._world.providers,
            named=self._world.named,
            history=self._world.history,
            seed=SEED,
            payday=self._world.payday,
            troubles=[(one.ago, partial(one.happens, owners[one.slug])) for one in self._world.troubles],
        )
        live(told, staff, tell, in_processes=self._in_processes)

    def _end(self, staff: Mapping[UUID, Practitioner], tell: Tell) -> None:
        """Leave what waits for somebody, and what only stands at the end."""
        patients = self._world.patients
        seats = fill_groups(patients[1:], self._world.providers, staff)
        cards = decline_cards(*patients[1:3])
        listed = list_name(self._world.listed_as) if self._world.listed_as else 0
        tell(
            f"{_counted(seats, 'seat', 'seats')} in groups, {_counted(cards, 'declined card', 'declined cards')}, "
            f"{_counted(listed, 'name', 'names')} to compare with an exclusion list"
        )

    def _owners(self, workplaces: Sequence[Workplace]) -> Iterator[tuple[DemoPlace, Actor]]:
        by_id = {one.practice_id: one.owner for one in workplaces}
        for place in self._world.places:
            practice_id = registered_by_slug(place.slug).practice_id
            if practice_id in by_id:
                yield place, by_id[practice_id]

    def _workplace(self, place: DemoPlace) -> Workplace:
        practice_id, known = registered_by_slug(place.slug).practice_id, known_person(place.members[0].email)
        assert known is not None, f"{place.name} is kept by somebody"
        keeper = Actor(known.person_id, practice_id, frozenset({keeping_role(practice_id)}))
        return workplace_of(place, self._world, keeper)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def sign_ins(world: World) -> list[tuple[str, str, str]]:
    """Return role, address and place of everybody who can sign in, patients first."""
    rows = [("patient", patient.email, "") for patient in world.patients[: world.named]]
    for place in world.places:
        rows += [(", ".join(sorted(one.roles)), one.email, place.name) for one in place.members]
    for coming in world.coming:
        rows += [(", ".join(sorted(one.roles)), one.email, coming.place.name) for one in coming.place.members]
    return rows
