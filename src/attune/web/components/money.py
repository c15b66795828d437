"""Sums of money, line by line, and the four states of a payout."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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


PAYOUT_BADGES: Final[Mapping[PayoutState, Badge]] = {
    PayoutState.PROMISED: Badge(_("Promised")),
    PayoutState.ON_ITS_WAY: Badge(_("On its way"), Tone.NOTE),
    PayoutState.ARRIVED: Badge(_("Arrived"), Tone.GOOD),
    PayoutState.WAITS: Badge(_("Waits"), Tone.CAUTION),
}


@dataclass(frozen=True, slots=True)
class Payout:
    """A payout's state with the date or the reason it always has."""

    state: PayoutState
    date_or_reason: str

    @property
    def badge(self) -> Badge:
        """Return the state as a badge."""
        return PAYOUT_BADGES[self.state]
