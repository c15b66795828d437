"""The conditions under which a listing is shown, as SQL with values: shared by every search."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from attune.directory.rules import start_bits

# The starts counted from today, less what notice and horizon forbid and what nobody wants. OFFSET 0 keeps
# the planner from writing it out once for each use. Minutes are whole ones since today's midnight in UTC.
FREE = (
    "CROSS JOIN LATERAL (SELECT (listing.starts << ((%(today)s::date - listing.base_day) * 96)) & %(wanted)s::bit(2880)"
    " & (%(all)s::bit(2880) >> ((%(minutes_up)s + listing.notice_minutes + 14) / 15))"
    " & (%(all)s::bit(2880) << greatest(0, 2880 - (%(minutes_up)s + listing.horizon_days * 1440 + 14) / 15))"
    " AS bits OFFSET 0) AS free"
)
ANY_FREE = "free.bits <> %(none)s::bit(2880)"


@dataclass(slots=True)
class Conditions:
    """Conditions joined by AND, with the values they name."""

    now: datetime
    texts: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def bookable(cls, now: datetime, *, state: str = "", wanted: int = start_bits.ALL) -> Self:
        """Begin with what every search asks: bookable still (in the state), and a free start within ``wanted``."""
        made = cls(now, ["listing.bookable_until > %(now)s", "listing.takes_new_patients", ANY_FREE])
        made.values.update(
            now=now,
            today=now.date(),
            minutes_up=minutes_since_midnight(now),
            wanted=in_hex(wanted),
            all=in_hex(start_bits.ALL),
            none=in_hex(0),
        )
        if state:
            made.add(
                "listing.states @> ARRAY[%(state)s]::varchar(2)[] "
                "AND listing.states_until[array_position(listing.states, %(state)s::varchar)] > %(now)s",
                state=state,
            )
        return made

    def add(self, text: str, **values: Any) -> None:
        """Add a condition and the values it names."""
        self.texts.append(text)
        self.values.update(values)

    def __str__(self) -> str:
        return " AND ".join(self.texts)


def minutes_since_midnight(now: datetime) -> int:
    """Return the whole minutes since the day began in UTC, a begun one counted."""
    return -((start_bits.midnight(now.date()) - now).total_seconds() // 60).__int__()


def in_hex(bits: int) -> str:
    """Return bits as PostgreSQL reads them shortest."""
    return f"x{bits:0{start_bits.LENGTH // 4}x}"
