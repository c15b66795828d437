"""The NPPES adapter: one question, one answer, or a clear word that there was none."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.integrations.nppes.answers import SOURCE, entry_in

VARIABLE: Final = "ATTUNE_NPPES_URL"
TIMEOUT_SECONDS: Final = 10.0
BYTES_MAX: Final = 1024 * 1024
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class NppesRegistry:
    """Asks the API at ATTUNE_NPPES_URL, a connection for each question."""

    def __init__(self, url: str | None = None, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """Refuse an address that is none, and an unencrypted one on another machine."""
        self.address = urlsplit(url or settings.NPPES_URL)
        self.timeout_seconds = timeout_seconds
        is_here = self.address.hostname in LOOPBACK
        if not self.address.hostname or self.address.scheme not in ({"http", "https"} if is_here else {"https"}):
            raise ImproperlyConfigured(f"{VARIABLE} must be an https address, as https://npiregistry.cms.hhs.gov/api/.")

    def look_up(self, npi: str) -> RegistryAnswer:
        """Return what is registered for an NPI. Raises SourceUnavailable."""
        raw = self._answer(f"{self.address.path or '/'}?{urlencode({'version': '2.1', 'number': npi})}")
        return RegistryAnswer(entry_in(raw, npi=npi), raw)

    def _answer(self, target: str) -> bytes:
        connection = self._connection()
        try:
            connection.request("GET", target, headers={"Accept": "application/json"})
            response = connection.getresponse()
            raw = response.read(BYTES_MAX + 1)
        except (OSError, HTTPException) as error:
            raise SourceUnavailable(SOURCE, f"no answer: {type(error).__name__}") from None
        finally:
            connection.close()
        if response.status != 200:
            raise SourceUnavailable(SOURCE, f"HTTP {response.status}")
        if len(raw) > BYTES_MAX:
            raise SourceUnavailable(SOURCE, "an answer that is too long")
        return raw

    def _connection(self) -> HTTPConnection:
        assert self.address.hostname is not None
        kind = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        return kind(self.address.hostname, self.address.port, timeout=self.timeout_seconds)
