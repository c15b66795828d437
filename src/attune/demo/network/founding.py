"""How places begin: founded, joined by their people, opened, and up to date by now. In processes of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from attune.demo.history.agenda import Agenda
from attune.demo.network.staffing import Staffing
from attune.demo.network.workplace import Colleague, Workplace
from attune.demo.worlds.world import Coming, DemoPlace, Member, World
from attune.foundation.authorization import Actor
from attune.identity.queries.people import known_person
from attune.kernel.roles import Role
from attune.practices.errors import NoSuchPractice
from attune.practices.queries.registry import registered_by_slug

FOUNDED, OPENED, INVITED, TODAY = timedelta(days=60), timedelta(days=50), timedelta(days=9), timedelta(0)
STAGES = ((FOUNDED, "founded, and joined by its people"), (OPENED, "opened"), (INVITED, "inviting"), (TODAY, "today"))
"""How long ago each stage was, and what it is called."""


class Founding:
    """One hand's places. What is there already stays."""

    def __init__(self, places: Sequence[DemoPlace], world: World, staffing: Staffing, *, now: datetime) -> None:
        """Write down what happens to each place, and when."""
        self._world, self._staffing = world, staffing
        self._agenda, self._keepers = Agenda(), dict[str, Actor]()
        for place in places:
            for ago, deed in (
                (FOUNDED, self._found),
                (OPENED, self._open),
                (INVITED, self._invite),
                (TODAY, self._now),
            ):
                self._agenda.write(now - ago, partial(deed, place))

    def receive(self, coming: Sequence[Coming], *, now: datetime) -> None:
        """Write down who applied lately, each with their founder's way so far."""
        for one in coming:
            self._agenda.write(now - INVITED, partial(self._come, one))

    def live_until(self, moment: datetime) -> int:
        """Do whatever is due by a moment, which the clock shows already; return how much that was."""
        return self._agenda.live_until(moment)

    def _found(self, place: DemoPlace) -> None:
        keeper = self._keeper(place)
        for somebody in place.members[1:]:
            self._staffing.join(place, keeper, somebody)

    def _open(self, place: DemoPlace) -> None:
        workplace = workplace_of(place, self._world, self._keeper(place))
        if workplace.colleagues:
            self._world.let_practise(workplace)

    def _invite(self, place: DemoPlace) -> None:
        for somebody in place.invited:
            self._staffing.invite(self._keeper(place), somebody)

    def _come(self, coming: Coming) -> None:
        keeper = self._keeper(coming.place)
        assert keeper.practice_id is not None
        if coming.provider is not None:
            founder = coming.place.members[0]
            provider = replace(keeper, roles=frozenset({Role.PROVIDER}))
            assert self._world.enter is not None, f"{founder.name} enters what a provider of an applicant enters"
            self._world.enter(Colleague(founder.name, provider, coming.provider), datetime.now(UTC).date())

    def _now(self, place: DemoPlace) -> None:
        self._staffing.bring_up_to_date(place, self._keeper(place))

    def _keeper(self, place: DemoPlace) -> Actor:
        if place.slug not in self._keepers:
            self._keepers[place.slug] = self._staffing.keeper(place, self._practice(place))
        return self._keepers[place.slug]

    def _practice(self, place: DemoPlace) -> UUID:
        try:
            return registered_by_slug(place.slug).practice_id
        except NoSuchPractice:
            assert self._world.apply_with is not None, f"{place.name} is neither there nor may it apply"
            return self._world.apply_with(place, self._staffing.founder(place))


def workplace_of(place: DemoPlace, world: World, keeper: Actor) -> Workplace:
    """Return a place with those of its members who practise there."""
    assert keeper.practice_id is not None
    told = {provider.email: provider for provider in world.providers}
    colleagues = tuple(
        Colleague(somebody.name, _provider(somebody, keeper.practice_id), told[somebody.email])
        for somebody in place.members
        if somebody.email in told and Role.PROVIDER in somebody.roles
    )
    return Workplace(keeper.practice_id, keeper, place.members[0].name, colleagues, datetime.now(UTC).date())


def in_shares(places: Sequence[DemoPlace], number: int) -> list[list[DemoPlace]]:
    """Return so many shares of the places with about as many people each; who works in two is in one share."""
    shares: list[list[DemoPlace]] = [[] for _ in range(number)]
    for place in sorted(places, key=lambda one: -len(one.members)):
        people = {somebody.email for somebody in place.members}
        knowing = [share for share in shares if any(one.email in people for other in share for one in other.members)]
        share = knowing[0] if knowing else min(shares, key=lambda one: sum(len(other.members) for other in one))
        share.append(place)
    return shares


def _provider(somebody: Member, practice_id: UUID) -> Actor:
    known = known_person(somebody.email)
    assert known is not None
    return Actor(known.person_id, practice_id, frozenset({Role.PROVIDER}))
