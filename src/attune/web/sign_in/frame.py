"""The frame around pages about one's own sign-in: the same for everybody, whatever their area."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from attune.identity.sessions import life_of
from attune.web.access import PersonRequest
from attune.web.components.shell import Brand


@dataclass(frozen=True, slots=True)
class AccountFrame:
    """Whose page it is, and after how many seconds without a touch it locks."""

    brand: Brand
    name: str
    idle_seconds: int
    is_staff: bool


def framed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view's template its frame."""

    @wraps(view)
    def drawn(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            response.context_data = {**(response.context_data or {}), "shell": frame_of(request)}
        return response

    return drawn


def frame_of(request: PersonRequest) -> AccountFrame:
    """Return the frame for who is signed in."""
    person = request.person
    idle = int(life_of(person).idle_max.total_seconds())
    return AccountFrame(Brand(edition=settings.EDITION), person.name, idle, person.is_staff)
