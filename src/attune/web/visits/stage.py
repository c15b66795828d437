"""The stage of a video visit: where the pictures are, with every word its script may say."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

PERMISSIONS_POLICY = "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()"
"""Of the pages with a stage, and of no others."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One side's view. ``path`` is the websocket's; ``joins`` is ``at-once`` for who has come through the door."""

    path: str
    joins: str
    join_label: str
    other: str
    words: str
    seconds: int
    length: int


def patients_stage(seat_id: UUID, *, provider: str, starts_at: datetime, ends_at: datetime, now: datetime) -> Stage:
    """Return the stage of who has checked in: they wait there, and are on as soon as they are let in."""
    told = {"name": provider}
    own = {
        "waiting": _("%(name)s knows that you are here, and lets you in.") % told,
        "elsewhere": _("This visit is open in another window of yours."),
    }
    return Stage(
        path=f"/ws/visits/{seat_id}",
        joins="at-once",
        join_label=_("Come back in"),
        other=provider,
        words=_words(provider, own),
        seconds=_seconds(now, starts_at),
        length=int((ends_at - starts_at).total_seconds()),
    )


def providers_stage(
    appointment_id: UUID, *, patient: str, starts_at: datetime, ends_at: datetime, now: datetime
) -> Stage:
    """Return the stage of the provider, who opens it when they are ready."""
    own = {
        "ready": _("Your camera is off until you join."),
        "elsewhere": _("This session is open in another window of yours."),
    }
    return Stage(
        path=f"/ws/rooms/{appointment_id}",
        joins="asked",
        join_label=_("Join with video"),
        other=patient,
        words=_words(patient, own),
        seconds=_seconds(now, starts_at),
        length=int((ends_at - starts_at).total_seconds()),
    )


def with_camera(response: HttpResponseBase) -> HttpResponseBase:
    """Return the page's answer so that its own scripts may ask for camera, microphone and screen."""
    response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
    return response


def _seconds(now: datetime, starts_at: datetime) -> int:
    return int((now - starts_at).total_seconds())


def _words(other: str, own: dict[str, str]) -> str:
    told = {"name": other}
    return json.dumps(
        {
            "starting": _("Starting camera and microphone…"),
            "alone": _("You are in, and not yet connected with %(name)s.") % told,
            "connecting": _("Connecting…"),
            "connected": _("Connected"),
            "rejoining": _("%(name)s is rejoining…") % told,
            "reconnecting": _("Your connection was interrupted. Coming back…"),
            "otherLeft": _("%(name)s has left.") % told,
            "left": _("You have left."),
            "broken": _("The connection was ended. Join again."),
            "noWay": _("The two networks let no picture through yet. It is tried again; another network may help."),
            "noLine": _(
                "Your connection has been gone for a while. Stay on this page: it comes back by itself. Another "
                "network, as your phone’s, may help."
            ),
            **_devices(told),
            **own,
        }
    )


def _devices(told: dict[str, str]) -> dict[str, str]:
    """Return what is said of a camera or a microphone the browser does not give, and what mends it."""
    return {
        "bothBlocked": _(
            "The browser blocks camera and microphone. Allow both in the address bar, then reload the page. Until then "
            "you see and hear %(name)s, and are not seen or heard."
        )
        % told,
        "bothBusy": _(
            "Another program uses camera and microphone. Close it, then reload the page. Until then you see and hear "
            "%(name)s, and are not seen or heard."
        )
        % told,
        "bothMissing": _(
            "No camera or microphone was found. Plug one in and reload the page, or open this page on your phone."
        ),
        "cameraBlocked": _(
            "The browser blocks the camera. You are heard, and not seen. Allow it in the address bar, then reload."
        ),
        "cameraBusy": _(
            "Another program uses the camera. You are heard, and not seen. Close that program, then reload the page."
        ),
        "cameraMissing": _("No camera was found. You are heard, and not seen."),
        "microphoneBlocked": _(
            "The browser blocks the microphone. You are seen, and not heard. Allow it in the address bar, then reload."
        ),
        "microphoneBusy": _(
            "Another program uses the microphone. You are seen, and not heard. Close it, then reload the page."
        ),
        "microphoneMissing": _(
            "No microphone was found. You are seen, and not heard. Plug one in and reload the page, or open this page "
            "on your phone."
        ),
    }
