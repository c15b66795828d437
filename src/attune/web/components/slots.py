"""The slot picker: days with counts, times as large keys, radio buttons underneath."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlotDay:
    """One day of the strip; a full day stays, dashed. With a `url` it is a link, which works without scripts."""

    value: str
    weekday: str
    number: int
    count: str
    is_chosen: bool = False
    is_full: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One start; a taken one is struck through for one refresh, then gone."""

    value: str
    label: str
    is_chosen: bool = False
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """The starts of a morning, an afternoon or an evening."""

    heading: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class SlotPicker:
    """Days and times to choose from; `zone` and `difference` say whose clock this is.

    `is_other_zone`: nobody knows the viewer's zone, so `zone` is where the session's provider is. `region` is the
    id of the part that a day's link fetches.
    """

    days_label: str
    days: tuple[SlotDay, ...]
    parts: tuple[PartOfDay, ...]
    zone: str
    difference: str = ""
    day_name: str = "day"
    time_name: str = "time"
    is_other_zone: bool = False
    region: str = ""
