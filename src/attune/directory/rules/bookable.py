"""Which of the published starts may be booked now: not too soon, not too far ahead."""

from datetime import date, datetime, timedelta

from attune.directory.rules import start_bits


class Bookable:
    """What may be booked as of one moment; it remembers its masks, as many listings share notice and horizon.

    ``wanted`` and every answer count from the midnight of that moment's day in UTC. A start lies at least
    the notice ahead and less than the horizon.
    """

    def __init__(self, now: datetime, *, wanted: int = start_bits.ALL) -> None:
        self.now = now
        self.today: date = now.date()
        self._wanted = wanted
        self._masks: dict[tuple[int, int], int] = {}

    def bits(self, starts: int, *, base_day: date, notice_minutes: int, horizon_days: int) -> int:
        """Return a listing's starts from today on, less what notice and horizon forbid and what nobody wants."""
        if base_day != self.today:
            starts = start_bits.moved_on(starts, base_day=base_day, to_day=self.today)
        mask = self._masks.get((notice_minutes, horizon_days))
        if mask is None:
            mask = self._masks[notice_minutes, horizon_days] = self._mask(notice_minutes, horizon_days)
        return starts & mask

    def _mask(self, notice_minutes: int, horizon_days: int) -> int:
        first = start_bits.index_of(self.now + timedelta(minutes=notice_minutes), base_day=self.today)
        last = start_bits.index_of(self.now + timedelta(days=horizon_days), base_day=self.today)
        return start_bits.between(first, last) & self._wanted


def first_starts(bits: int, *, base_day: date, count: int) -> tuple[datetime, ...]:
    """Return the earliest so many starts."""
    if count >= start_bits.LENGTH:
        return tuple(start_bits.every_start(bits, base_day=base_day))
    found: list[datetime] = []
    if bits:
        for moment in start_bits.starts_in(bits, base_day=base_day):
            found.append(moment)
            if len(found) == count:
                break
    return tuple(found)
