"""What the page of free times shows."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.directory.queries.offered import Offered
from attune.directory.rules.vocabulary import FORMATS, PLACES
from attune.web.booking.times import Clocks, in_words, picker
from attune.web.components.formatting import money, when
from attune.web.components.notices import Alert, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.slots import SlotPicker


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A way to meet."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChooseTime:
    """The page of free times of one offering."""

    url: str
    person: PersonLine
    picker: SlotPicker
    has_times: bool
    places: tuple[PlaceChoice, ...]
    price: str
    session: str
    chosen: str
    alert: Alert | None = None
    live: str = ""
    device_zone: str = ""
    """The zone that is shown, where a device with another clock is shown the page anew."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody asked the page for, and what it knows of their clock.

    ``device_may_say``: neither an account nor answers told where they are.
    """

    now: datetime
    own_zone: ZoneInfo | None
    day: date | None = None
    chosen: datetime | None = None
    place: str = ""
    device_may_say: bool = False


def choose_time_page(offered: Offered, looked: Looked, *, taken: datetime | None = None) -> ChooseTime:
    """Return the page; ``taken`` is a start that was chosen and is not free any more."""
    url = reverse("choose_time", args=[offered.offering_id])
    clocks = Clocks(looked.own_zone, ZoneInfo(offered.zone), offered.provider_name)
    chosen = looked.chosen if looked.chosen in offered.starts else None
    return ChooseTime(
        url=url,
        person=provider_line(offered),
        picker=picker(
            offered.starts,
            clocks=clocks,
            now=looked.now,
            url_of_day=lambda day: f"{url}?{urlencode({'day': day.isoformat()})}",
            wanted_day=looked.day,
            chosen=chosen or taken,
            taken=(taken,) if taken else (),
        ),
        has_times=bool(offered.starts),
        places=_places(offered, looked.place),
        price=money(offered.price),
        session=session_words(offered),
        chosen=when(chosen, now=looked.now, zone=clocks.shown) if chosen else "",
        live=f"/ws/free-times/{offered.offering_id}",
        device_zone=clocks.shown.key if looked.device_may_say else "",
    )


def provider_line(offered: Offered) -> PersonLine:
    """Return who gives the session, and of what kind it is."""
    under = ", ".join(filter(None, (offered.letters, session_words(offered))))
    return PersonLine(Portrait(offered.provider_id, offered.provider_name), under)


def session_words(offered: Offered) -> str:
    """Return what is booked: its name, length, and for how many."""
    length = ngettext("%(count)d minute", "%(count)d minutes", offered.minutes) % {"count": offered.minutes}
    told = [offered.offering_name, length]
    if offered.format != "individual":
        told.append(FORMATS[offered.format])
    return ", ".join(told)


def taken_alert(wanted: datetime, close: tuple[datetime, ...], *, now: datetime, zone: ZoneInfo) -> Alert:
    """Return what to say when somebody else was faster."""
    told = {"time": when(wanted, now=now, zone=zone), "close": in_words(close, now=now, zone=zone)}
    title = _("%(time)s is not free any more.") % told
    text = _("Free close to it: %(close)s.") % told if close else _("Choose another day.")
    return Alert(title, text, Tone.CAUTION, is_urgent=True)


def over_alert() -> Alert:
    """Return what to say when a hold ran out."""
    text = _("Nothing was booked. It may still be free: choose it again, or another one.")
    return Alert(_("The time was held for you, and that is over."), text, Tone.CAUTION, is_urgent=True)


def with_alert(page: ChooseTime, alert: Alert) -> ChooseTime:
    """Return the page with something said above the times."""
    return replace(page, alert=alert)


def _places(offered: Offered, chosen: str) -> tuple[PlaceChoice, ...]:
    first = chosen if chosen in offered.places else offered.places[0] if offered.places else ""
    return tuple(PlaceChoice(code, PLACES[code], code == first) for code in offered.places)


def place_words(place: str) -> str:
    """Return how a session takes place, as a phrase."""
    return {"video": _("by video"), "phone": _("by phone"), "in_person": _("in person")}[place]


def place_label(place: str) -> str:
    """Return how a session takes place, standing alone."""
    return str(_(PLACES[place]))


def offering_address(offering_id: UUID) -> str:
    """Return the address of an offering's free times."""
    return reverse("choose_time", args=[offering_id])


def over_address(offering_id: UUID) -> str:
    """Return where somebody chooses again whose hold ran out."""
    return f"{offering_address(offering_id)}?{urlencode({'held': 'over'})}"
