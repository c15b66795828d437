"""What scheduling refuses."""

from datetime import date, time
from uuid import UUID


class SchedulingError(Exception):
    """Base of what scheduling refuses."""


class NoSuchOffering(SchedulingError):
    """There is no such offering here."""

    def __init__(self, offering_id: UUID) -> None:
        super().__init__(offering_id)
        self.offering_id = offering_id


class NoSuchTimeOff(SchedulingError):
    """There is no such time off here."""

    def __init__(self, time_off_id: UUID) -> None:
        super().__init__(time_off_id)
        self.time_off_id = time_off_id


class NoSuchRoom(SchedulingError):
    """There is no such room here."""

    def __init__(self, room_id: UUID) -> None:
        super().__init__(room_id)
        self.room_id = room_id


class HoursRefused(SchedulingError):
    """Base of why hours or time off cannot stand."""


class HoursOverlap(HoursRefused):
    """Two stretches of one day share time. Both are told, the earlier first, as opening and closing time."""

    def __init__(self, first: tuple[time, time], second: tuple[time, time], *, day: int | date) -> None:
        """``day`` is an ISO weekday or a date."""
        super().__init__(first, second, day)
        self.first, self.second, self.day = first, second, day


class ClosesBeforeOpening(HoursRefused):
    """A stretch would end before, or when, it begins. Midnight as its end is the end of the day."""

    def __init__(self, opens: time, closes: time, *, day: int | date) -> None:
        super().__init__(opens, closes, day)
        self.opens, self.closes, self.day = opens, closes, day


class NotAQuarterHour(HoursRefused):
    """Hours open and close on a full or a quarter hour."""

    def __init__(self, at: time) -> None:
        super().__init__(at)
        self.at = at


class LocalTimeMissing(HoursRefused):
    """The clocks of the provider's zone skip this time on this date."""

    def __init__(self, on_date: date, at: time) -> None:
        super().__init__(on_date, at)
        self.on_date, self.at = on_date, at


class LocalTimeTwice(HoursRefused):
    """The clocks of the provider's zone show this time twice on this date."""

    def __init__(self, on_date: date, at: time) -> None:
        super().__init__(on_date, at)
        self.on_date, self.at = on_date, at


class EndsBeforeStart(HoursRefused):
    """Time off would end before, or when, it starts."""


class IsOver(HoursRefused):
    """What was, was: hours of a past date and time off that is over do not change."""

    def __init__(self, on_date: date) -> None:
        super().__init__(on_date)
        self.on_date = on_date


class TooMuchToKeep(HoursRefused):
    """More stretches, dates or times off than a calendar keeps."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class OfferingRefused(SchedulingError):
    """Base of why an offering cannot be as it was asked for."""


class OfferingWrong(OfferingRefused):
    """A field of the offering has a value that makes no sense, or none beside the others."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class PriceNotTheirs(OfferingRefused):
    """Prices are the practice's here: owners and administrators set them."""
