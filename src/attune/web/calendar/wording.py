"""What booking refuses, in words for staff."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from attune.foundation.clock import now
from attune.scheduling.booking_errors import (
    BookingRefused,
    ChangedMeanwhile,
    GroupMovesAsOne,
    NoRoomFree,
    NotCleared,
    OfferingClosed,
    PartnerNotNamed,
    PatientBusy,
    ReasonNeeded,
    SeatIsNot,
    SlotTaken,
    StartsInThePast,
    TooEarly,
    TooLate,
)
from attune.web.components.formatting import when_within
from attune.web.greetings import viewer_zone


def sentence(refusal: BookingRefused) -> str:
    """Return why something was not done, and what can be done instead."""
    for kind, told in _SENTENCES.items():
        if isinstance(refusal, kind):
            return told(refusal)
    raise refusal


def _taken(refusal: SlotTaken) -> str:
    told = _("Something else is at this time already. Nothing was changed.")
    if refusal.next_free:
        told = f"{told} {_('Free next: %(when)s.') % {'when': _told(refusal.next_free[0])}}"
    return told


def _told(moment: datetime) -> str:
    return when_within(moment, now=now(), zone=viewer_zone())


_SENTENCES: dict[type[BookingRefused], Callable[..., str]] = {
    SlotTaken: _taken,
    NoRoomFree: lambda _refusal: _("No room is free at this time. Nothing was changed."),
    PatientBusy: lambda _refusal: _("The patient has another session here at this time. Nothing was changed."),
    NotCleared: lambda _refusal: _(
        "The provider may not see this patient at that time: see Credentials. Nothing was changed."
    ),
    ChangedMeanwhile: lambda _refusal: _("Somebody changed this session meanwhile. This is how it stands now."),
    StartsInThePast: lambda _refusal: _("This time is over. Choose a later one."),
    TooLate: lambda refusal: _("This could be done until %(when)s.") % {"when": _told(refusal.deadline)},
    TooEarly: lambda refusal: (
        _("This can be said once the session has begun, %(when)s.") % {"when": _told(refusal.since)}
    ),
    SeatIsNot: lambda _refusal: _("The session was canceled or is settled already. This is how it stands now."),
    OfferingClosed: lambda _refusal: _("They do not offer such a session any more. Nothing was changed."),
    ReasonNeeded: lambda _refusal: _("Say why. Who comes does not see it."),
    PartnerNotNamed: lambda _refusal: _("A couple’s session is booked once the partner is named."),
    GroupMovesAsOne: lambda _refusal: _("A group moves as a whole."),
}
