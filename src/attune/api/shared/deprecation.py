"""Telling programs that an operation will go. Source: RFC 9745 (Deprecation), RFC 8594 (Sunset)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import HttpResponse
from django.utils.http import http_date


@dataclass(frozen=True, slots=True)
class Deprecation:
    """From which day (UTC) an operation is deprecated, when it ends, and what takes its place."""

    since: date
    ends_on: date
    successor: str

    def tell(self, response: HttpResponse) -> None:
        """Add the headers."""
        response.headers["Deprecation"] = f"@{_midnight(self.since)}"
        response.headers["Sunset"] = http_date(_midnight(self.ends_on))
        response.headers["Link"] = f'<{self.successor}>; rel="successor-version"'


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min, tzinfo=UTC).timestamp())
