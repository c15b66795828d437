"""Who does the providers' part: each provider of the world, found by the id their sessions name."""

from collections import Counter
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
    """Return whose each provider is, by address: in every state both hands get somebody, where there are two."""
    busy: Counter[tuple[int, str]] = Counter()
    hands = {}
    for provider in providers:
        if "adult" not in provider.age_groups:
            hands[provider.email] = 0
            continue
        hand = min(range(HANDS), key=lambda one: sum(busy[one, state] for state in provider.states))
        busy.update((hand, state) for state in provider.states)
        hands[provider.email] = hand
    return hands
