"""Sums of money, line by line, and the four states of a payout."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from attune.web.components.notices import Badge, Tone


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of a sum: what, and the amount in words as `formatting.money` writes it."""

    label: str
    amount: str
    note: str = ""
    is_phi: bool = False


@dataclass(frozen=True, slots=True)
class MoneySum:
    """Lines, and under a line what they come to."""

    lines: tuple[MoneyLine, ...]
    total: MoneyLine


class PayoutState(StrEnum):
    """The only four states a payout has for the person it goes to."""

    PROMISED = "promised"
    ON_ITS_WAY = "on_its_way"
    ARRIVED = "arrived"
    WAITS = "waits"


_PAYOUTS: dict[PayoutState, tuple[str | Promise, Tone]] = {
    PayoutState.PROMISED: (_("Promised"), Tone.PLAIN),
    PayoutState.ON_ITS_WAY: (_("On its way"), Tone.NOTE),
    PayoutState.ARRIVED: (_("Arrived"), Tone.GOOD),
    PayoutState.WAITS: (_("Waits: note not signed"), Tone.CAUTION),
}


@dataclass(frozen=True, slots=True)
class Payout:
    """A payout's state with the date or the reason it always has."""

    state: PayoutState
    date_or_reason: str

    @property
    def badge(self) -> Badge:
        """Return the state as a badge."""
        label, tone = _PAYOUTS[self.state]
        return Badge(str(label), tone)
