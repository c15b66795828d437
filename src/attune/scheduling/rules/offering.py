"""What an offering may be."""

from dataclasses import dataclass
from datetime import timedelta

from attune.directory.rules.vocabulary import FORMATS, PLACES
from attune.kernel.money import Money
from attune.scheduling.errors import OfferingWrong
from attune.scheduling.rules.slots import SlotShape

STEPS_MINUTES = (15, 30, 45, 60)
MINUTES_MIN, MINUTES_MAX = 10, 480
BUFFER_MINUTES_MAX = 120
SEATS_MAX = 100
NOTICE_MINUTES_MAX = 30 * 24 * 60
HORIZON_DAYS_MAX = 180
PRICE_MINOR_MAX = 1_000_000
NAME_LENGTH_MAX = 80


@dataclass(frozen=True, slots=True)
class OfferingTerms:
    """What can be booked, and on which conditions. Codes are those of directory's vocabulary."""

    name: str
    price: Money
    format: str = "individual"
    places: tuple[str, ...] = ("video",)
    minutes: int = 50
    step_minutes: int = 30
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 10
    seats_max: int = 1
    notice_minutes_min: int = 240
    horizon_days: int = 30
    takes_new_patients: bool = True

    @property
    def shape(self) -> SlotShape:
        """How a session is cut."""
        return SlotShape(
            duration=timedelta(minutes=self.minutes),
            step=timedelta(minutes=self.step_minutes),
            buffer_before=timedelta(minutes=self.buffer_before_minutes),
            buffer_after=timedelta(minutes=self.buffer_after_minutes),
        )


def require_offering(terms: OfferingTerms) -> None:
    """Refuse terms that make no sense: OfferingWrong names the first field."""
    is_shared = terms.format in ("group", "event")
    right = {
        "name": 0 < len(terms.name.strip()) <= NAME_LENGTH_MAX,
        "price": 0 <= terms.price.minor <= PRICE_MINOR_MAX and terms.price.currency == "USD",
        "format": terms.format in FORMATS,
        "places": bool(terms.places)
        and len(set(terms.places)) == len(terms.places)
        and set(terms.places) <= set(PLACES),
        "minutes": MINUTES_MIN <= terms.minutes <= MINUTES_MAX,
        "step_minutes": terms.step_minutes in STEPS_MINUTES,
        "buffer_before_minutes": 0 <= terms.buffer_before_minutes <= BUFFER_MINUTES_MAX,
        "buffer_after_minutes": 0 <= terms.buffer_after_minutes <= BUFFER_MINUTES_MAX,
        "seats_max": 2 <= terms.seats_max <= SEATS_MAX if is_shared else terms.seats_max == 1,
        "notice_minutes_min": 0 <= terms.notice_minutes_min <= NOTICE_MINUTES_MAX,
        "horizon_days": 1 <= terms.horizon_days <= HORIZON_DAYS_MAX,
    }
    for field, is_right in right.items():
        if not is_right:
            raise OfferingWrong(field)
    if terms.notice_minutes_min >= terms.horizon_days * 24 * 60:
        raise OfferingWrong("notice_minutes_min")
