"""What every template may need: whose place this is, and the page's clock."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from attune.web.components.shell import Brand


def frame(_request: HttpRequest) -> dict[str, Any]:
    """Return `brand` and `now` for the templates.

    `settings.ATTUNE_BRAND` is a `Brand`; `settings.ATTUNE_PAGE_CLOCK` names the function
    that tells the time, called only by pages that show one.
    """
    clock: Callable[[], datetime] = import_string(getattr(settings, "ATTUNE_PAGE_CLOCK", _MACHINE_CLOCK))
    return {"brand": getattr(settings, "ATTUNE_BRAND", Brand()), "now": clock}


_MACHINE_CLOCK = f"{timezone.__name__}.now"
