"""The cache every process shares: one table, one statement per call, keys stored as hashes only."""

import hashlib
import json
import secrets
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

SWEEP_ONE_IN = 200
"""How seldom a write also removes what has expired; nothing else bounds the table, as a limit that
drops live rows would let anybody flush the counters of sign-in attempts."""

GET = "SELECT value FROM foundation_cache WHERE cache_key = %s AND expires_at > clock_timestamp()"
SET = """
INSERT INTO foundation_cache (cache_key, value, expires_at)
VALUES (%s, %s::jsonb, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at
"""
ADD = SET + " WHERE foundation_cache.expires_at <= clock_timestamp()"
TOUCH = """
UPDATE foundation_cache SET expires_at = clock_timestamp() + make_interval(secs => %s)
WHERE cache_key = %s AND expires_at > clock_timestamp()
"""
FOR_GOOD_SECONDS = 365 * 24 * 3600


class SharedCache(BaseCache):
    """Keeps JSON values until they expire. Inside a transaction it shares that transaction's fate."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default where there is none."""
        with connection.cursor() as cursor:
            cursor.execute(GET, [self._stored(key, version)])
            row = cursor.fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value for ``timeout`` seconds."""
        self._write(SET, key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; return whether it was kept. Two racing callers never both win."""
        return self._write(ADD, key, value, timeout, version)

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let a value live for another ``timeout`` seconds."""
        with connection.cursor() as cursor:
            cursor.execute(TOUCH, [self._seconds(timeout), self._stored(key, version)])
            return bool(cursor.rowcount == 1)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM foundation_cache WHERE cache_key = %s", [self._stored(key, version)])
            return bool(cursor.rowcount == 1)

    def clear(self) -> None:
        """Forget everything."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM foundation_cache")

    def _write(self, sql: str, key: str, value: Any, timeout: float | None, version: int | None) -> bool:
        with connection.cursor() as cursor:
            if secrets.randbelow(SWEEP_ONE_IN) == 0:
                cursor.execute("DELETE FROM foundation_cache WHERE expires_at <= clock_timestamp()")
            cursor.execute(sql, [self._stored(key, version), json.dumps(value), self._seconds(timeout)])
            return bool(cursor.rowcount == 1)

    def _seconds(self, timeout: float | None) -> float:
        chosen = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return FOR_GOOD_SECONDS if chosen is None else chosen

    def _stored(self, key: str, version: int | None) -> bytes:
        return hashlib.sha256(self.make_key(key, version).encode()).digest()
