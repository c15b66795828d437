"""Who does the providers' part: each provider of the world, found by the id their sessions name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from attune.credentialing.queries.providers import provider_of_person
from attune.demo.history.lives import HANDS
from attune.demo.network.workplace import Workplace, at_work
from attune.demo.worlds.provider import DemoProvider
from attune.foundation.authorization import Actor


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A provider at one place. ``hand`` is whose they are: the same at every place of theirs."""

    actor: Actor
    provider_id: UUID
    email: str
    hand: int


def practitioners(workplaces: Iterable[Workplace], providers: Sequence[DemoProvider]) -> Mapping[UUID, Practitioner]:
    """Return everybody who practises somewhere, by provider id. Opens scopes."""
    hands, found = hands_of(providers), {}
    for workplace in workplaces:
        for colleague in workplace.colleagues:
            with at_work(colleague.actor):
                own = provider_of_person(colleague.actor)
            assert own is not None, f"{colleague.name} practises"
            email = colleague.provider.email
            found[own.provider_id] = Practitioner(colleague.actor, own.provider_id, email, hands[email])
    return found


def hands_of(providers: Sequence[DemoProvider]) -> Mapping[str, int]:
    """Return whose each provider is, by address: those of a state are shared out among the hands."""
    busy: Counter[tuple[int, str]] = Counter()
    providers_of: Counter[int] = Counter()
    hands = {}
    for provider in providers:
        if not _sees_adults(provider):
            hands[provider.email] = 0
            continue
        hand = min(
            range(HANDS), key=lambda one: (sum(busy[one, state] for state in provider.states), providers_of[one])
        )
        busy.update((hand, state) for state in provider.states)
        providers_of[hand] += 1
        hands[provider.email] = hand
    return hands


def hands_near(providers: Sequence[DemoProvider]) -> Mapping[str, Sequence[int]]:
    """Return which hands have somebody who sees adults, by state."""
    hands, near = hands_of(providers), defaultdict[str, set[int]](set)
    for provider in filter(_sees_adults, providers):
        for state in provider.states:
            near[state].add(hands[provider.email])
    return {state: sorted(there) for state, there in near.items()}


def _sees_adults(provider: DemoProvider) -> bool:
    return "adult" in provider.age_groups
