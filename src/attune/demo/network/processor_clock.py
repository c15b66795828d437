"""The time at the payment processor's sandbox, which goes with the demonstration's."""

import json
import urllib.error
import urllib.request
from datetime import timedelta

from django.conf import settings

from attune.demo.errors import DemoError

PATH = "/_sandbox/clock"
TIMEOUT_SECONDS = 10


class ProcessorSilent(DemoError):
    """The sandbox does not answer."""

    def __str__(self) -> str:
        return "The payment processor's sandbox does not answer."


def move_processor_clock(offset: timedelta) -> None:
    """Set how far the sandbox's time is from real time. Raises ProcessorSilent."""
    asked = urllib.request.Request(  # noqa: S310  (the sandbox of this machine)
        settings.STRIPE_API_BASE.rstrip("/") + PATH,
        data=json.dumps({"offset_seconds": offset.total_seconds()}).encode(),
        headers={"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}", "Content-Type": "application/json"},
    )
    try:
        urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS).close()  # noqa: S310
    except OSError as silence:
        raise ProcessorSilent from silence
