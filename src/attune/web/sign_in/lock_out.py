"""Counting wrong tries per client and per account, and the page that says when one may try again."""

import math
import time
from dataclasses import dataclass

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

APP, ACTION = "allauth.account", "login_failed"


@dataclass(frozen=True, slots=True)
class LockOut:
    """How long nobody can try, in whole minutes, rounded up."""

    minutes: int


def attempt(request: HttpRequest, key: str) -> ratelimit.RateLimitUsage:
    """Count a try; take it back with ``rollback()`` when it was right. Answers with the lock-out page instead."""
    usage = ratelimit.consume(request, app=APP, action=ACTION, key=key)
    if usage is None:
        raise ImmediateHttpResponse(locked_out(request, key))
    return usage


def tries_left(request: HttpRequest, key: str) -> int:
    """Return how many more wrong tries the limits allow."""
    return max(0, min(rate.amount - len(_history(request, rate, key)) for rate in _rates()))


def is_locked(request: HttpRequest, key: str) -> bool:
    """Return whether the account itself allows no further try now, whatever the client's address."""
    return any(len(_history(request, rate, key)) >= rate.amount for rate in _rates() if rate.per == "key")


def locked_out(request: HttpRequest, key: str) -> HttpResponse:
    """Return the page that says how long, and the way back (429)."""
    seconds = seconds_to_wait(request, key)
    page = LockOut(minutes=max(1, math.ceil(seconds / 60)))
    response = render(request, "account/locked_out.html", {"page": page}, status=429)
    response.headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    return response


def seconds_to_wait(request: HttpRequest, key: str) -> float:
    """Return after how many seconds every limit lets one more try pass."""
    now, waits = time.time(), [0.0]
    for rate in _rates():
        history = _history(request, rate, key)
        if len(history) >= rate.amount:
            waits.append(history[rate.amount - 1] + rate.duration - now)
    return max(waits)


def _rates() -> list[ratelimit.Rate]:
    return ratelimit.get_rates(app=APP, action=ACTION)


def _history(request: HttpRequest, rate: ratelimit.Rate, key: str) -> list[float]:
    """Return the times of the tries that still count, newest first."""
    stored = cache.get(ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key), [])
    now = time.time()
    return [at for at in stored if at > now - rate.duration]
