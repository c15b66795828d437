"""What the demonstration asks of the payment processor's sandbox: to go with its time, and whom to tell of events."""

import json
import urllib.error
import urllib.request
from datetime import timedelta

from django.conf import settings

from attune.demo.errors import DemoError

PREFIX = "/_sandbox/"
TIMEOUT_SECONDS = 10


class ProcessorSilent(DemoError):
    """The sandbox does not answer."""

    def __str__(self) -> str:
        return "The payment processor's sandbox does not answer."


def move_processor_clock(offset: timedelta) -> None:
    """Set how far the sandbox's time is from real time. Raises ProcessorSilent."""
    _ask("clock", {"offset_seconds": offset.total_seconds()})


def let_events_come(url: str) -> None:
    """Have events told to an address of the product from now on. Raises ProcessorSilent."""
    _ask("endpoint", {"url": url, "secret": settings.STRIPE_WEBHOOK_SECRETS[0]})


def _ask(what: str, told: dict[str, object]) -> None:
    asked = urllib.request.Request(  # noqa: S310  (the sandbox of this machine)
        settings.STRIPE_API_BASE.rstrip("/") + PREFIX + what,
        data=json.dumps(told).encode(),
        headers={"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}", "Content-Type": "application/json"},
    )
    try:
        urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS).close()  # noqa: S310
    except OSError as silence:
        raise ProcessorSilent from silence
