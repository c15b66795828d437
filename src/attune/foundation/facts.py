"""Facts that contexts record for whoever stands above them: calls go down, facts go up.

A context declares its facts and records them in the transaction that makes them true. What follows from a
fact is said in one table, ``workflows/facts.py``, and for contexts that some editions leave out in one of their
own, which the edition's settings name; the workflow runs in the same transaction, and whatever need not be
finished with it, or leaves the house, it defers as a job.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from attune.foundation.authorization import Actor


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that became true of one record of a context: ``scheduling.appointment.booked``."""

    name: str


Follower = Callable[[Actor, UUID], None]
"""A workflow that follows a fact: the actor who made it true, and the id of the record it is about."""

_declared: dict[str, Fact] = {}
_followers: dict[Fact, tuple[Follower, ...]] = {}


def fact(name: str) -> Fact:
    """Declare a fact by its name, context first. A name is declared once."""
    assert name not in _declared, f"{name} is declared twice"
    _declared[name] = Fact(name)
    return _declared[name]


def every_fact() -> tuple[Fact, ...]:
    """Return the facts that have been declared, by name."""
    return tuple(_declared[name] for name in sorted(_declared))


def follow(*tables: Mapping[Fact, tuple[Follower, ...]]) -> None:
    """Install the tables that say what follows from what; what stands in a later one follows later."""
    _followers.clear()
    for table in tables:
        for happened, followers in table.items():
            _followers[happened] = (*_followers.get(happened, ()), *followers)


def record_fact(happened: Fact, actor: Actor, reference: UUID) -> None:
    """Let follow what follows from a fact, in the caller's transaction."""
    for follower in _followers.get(happened, ()):
        follower(actor, reference)
