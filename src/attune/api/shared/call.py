"""A request that came through the door: who asks, by which token."""

from dataclasses import dataclass

from django.http import HttpRequest

from attune.foundation.authorization import Actor
from attune.identity.queries.presented_token import PresentedToken


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks, and by which token."""

    actor: Actor
    token: PresentedToken


class ApiRequest(HttpRequest):
    """A request inside its token's scope."""

    call: Call
