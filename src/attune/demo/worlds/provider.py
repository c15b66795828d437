"""What a provider of the demonstration is, and what they offer. Every one is invented."""

from dataclasses import dataclass
from datetime import time

from attune.credentialing.rules.professions import Profession
from attune.kernel.npi import check_digit


@dataclass(frozen=True, slots=True)
class Week:
    """On which days (1 is Monday) somebody works, from when to when on their own clock."""

    days: tuple[int, ...]
    opens: time
    closes: time


MORNINGS = Week((1, 2, 3, 4, 5), time(8), time(13))
DAYS = Week((1, 2, 3, 4), time(9), time(17))
LATE = Week((1, 2, 3, 4), time(13), time(21))
EVENINGS = Week((2, 3, 4), time(16), time(21))
WEEKENDS = Week((5, 6, 7), time(9), time(16))


@dataclass(frozen=True, slots=True)
class DemoProvider:
    """A clinician: who they are, where they are licensed, what they say of themselves, when and for how much.

    ``number`` makes the NPI: no number that begins with 29 has been issued. ``price_minor`` is cents.
    """

    email: str
    number: int
    profession: Profession
    zone: str
    states: tuple[str, ...]
    specialties: tuple[str, ...]
    modalities: tuple[str, ...]
    approach: str
    price_minor: int
    week: Week
    payers: tuple[str, ...] = ("self_pay",)
    languages: tuple[str, ...] = ("en",)
    age_groups: tuple[str, ...] = ("adult",)
    gender: str = ""
    group: str = ""
    """The name of a group they lead, with eight seats; empty for none."""
    missed_fee_bps: int | None = None
    """What not coming costs with them, in basis points of the price; None for what it costs with everybody."""

    @property
    def npi(self) -> str:
        """Return the invented NPI with its check digit."""
        base = f"29{self.number:07d}"
        return f"{base}{check_digit(base)}"


@dataclass(frozen=True, slots=True)
class DemoSolo:
    """A practice of one: its owner's name, its own, where it is, and what its owner does."""

    owner: str
    name: str
    city: str
    zip_code: str
    provider: DemoProvider
