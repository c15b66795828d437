"""What a demonstration's world is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from attune.demo.history.chores import Payday
from attune.demo.network.workplace import Colleague, Workplace
from attune.demo.worlds.provider import DemoProvider
from attune.foundation.authorization import Actor
from attune.kernel.roles import Role

PASSWORD = "a quiet room with the lamp on"  # noqa: S105
"""Everybody's in the demonstration; it is printed with the table of sign-ins."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in a place. The same address in two places is one person."""

    name: str
    email: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Cover:
    """A role somebody (by address) holds for a colleague who is away; it ends within the week."""

    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Address:
    """Where a practice that applies says it is."""

    street: str
    city: str
    state: str
    zip_code: str
    tax_id: str


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A practice, or the platform (slug ``platform``). The first member keeps it: its owner, or compliance.

    ``zone`` is an IANA name, also its members'. A place with an address applies; others are there from the start.
    """

    slug: str
    name: str
    zone: str
    members: tuple[Member, ...]
    invited: tuple[Member, ...] = ()
    covers: tuple[Cover, ...] = ()
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class DemoPatient:
    """Somebody who comes for help: where they live, what brings them, the most important first.

    ``sees`` is the address of the provider they choose; empty for whoever is recommended first.
    """

    name: str
    email: str
    zone: str
    zip_code: str
    born_on: date
    concerns: tuple[str, ...]
    sees: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to a practice (by its slug) so long ago, as its owner meets it, and has not been mended."""

    slug: str
    ago: timedelta
    happens: Callable[[Actor], None]


@dataclass(frozen=True, slots=True)
class Coming:
    """A practice that applied by itself and is not through yet: how far its founder has come.

    Without a provider nothing was entered yet; one whom the registry does not know is for an operator to look at.
    """

    place: DemoPlace
    provider: DemoProvider | None = None
    is_registered: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """Everybody, in the order they came, and how providers come to practise here."""

    places: tuple[DemoPlace, ...]
    patients: tuple[DemoPatient, ...]
    providers: tuple[DemoProvider, ...]
    let_practise: Callable[[Workplace], None]
    apply_with: Callable[["DemoPlace", Actor], UUID] | None = None
    enter: Callable[[Colleague, date], UUID] | None = None
    states: tuple[str, ...] = ()
    """Where it is open; empty for wherever its providers are licensed."""
    coming: tuple[Coming, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    listed_as: str = ""
    """Whose name (a provider's) somebody on the exclusion list has as well; empty for nobody's."""
    named: int = 0
    """So many of the patients are those one signs in as: the first ones."""
    payday: Payday | None = None
    """How practices come to what they earned, where the platform pays it out."""
    history: timedelta = timedelta(0)
    """How far back the first patient came."""


def member(name: str, email: str, *roles: Role) -> Member:
    """Return somebody with their roles."""
    return Member(name, email, frozenset(roles))


PLATFORM = DemoPlace(
    "platform",
    "Attune",
    "America/New_York",
    (
        member("Renske Kowalczyk", "compliance@attune.example", Role.COMPLIANCE),
        member("Tobias Lindqvist", "support@attune.example", Role.SUPPORT),
        member("Amara Nwosu-Reilly", "credentialing@attune.example", Role.CREDENTIALING),
        member("Piet Vandersteen", "finance@attune.example", Role.FINANCE),
    ),
    invited=(member("Isolde Marchbanks", "isolde@example.com", Role.SUPPORT),),
)
