"""What every template may need: whose place this is, and the page's clock."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from attune.foundation import clock
from attune.web.components.shell import Brand


def frame(_request: HttpRequest) -> dict[str, Any]:
    """Return `brand` and `now` for the templates; the clock is asked only by pages that show a time."""
    return {"brand": Brand(edition=settings.EDITION), "now": clock.now}
