"""The post: signed events carried to the product's address, at least once each, and on demand badly."""

import hashlib
import hmac
import http.client
import json
import random
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

RETRY_SECONDS: Final = (0.5, 1, 2, 5, 15, 60, 300)
"""How long it waits before it tries again; the last for ever after."""
TIMEOUT_SECONDS: Final = 10.0


class Manner(StrEnum):
    """How events are carried."""

    USUAL = "usual"
    DUPLICATED = "duplicated"
    DELAYED = "delayed"
    SHUFFLED = "shuffled"
    """Each waits a time of its own, and some come twice."""
    NEVER = "never"


@dataclass(slots=True)
class Letter:
    """An event on its way."""

    event: dict[str, Any]
    due: float
    tries: int = 0


@dataclass(slots=True)
class Carried:
    """How an attempt ended; status 0 where nobody answered."""

    event_id: str
    type: str
    status: int


def signature(payload: bytes, *, secret: str, at: int) -> str:
    """Return the header that says who signed a payload, and when."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


@dataclass(slots=True)
class Post:
    """Carries letters in a thread of its own. Without a url they are kept until there is one."""

    url: str = ""
    secret: str = "whsec_attune_sandbox"  # noqa: S105  (the sandbox's own, which anybody may run)
    manner: Manner = Manner.USUAL
    delay_seconds: float = 2.0
    seed: int = 0
    carried: deque[Carried] = field(default_factory=lambda: deque(maxlen=10_000))
    _letters: list[Letter] = field(default_factory=list)
    _never: list[dict[str, Any]] = field(default_factory=list)
    _lock: threading.Condition = field(default_factory=threading.Condition)
    _random: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311
    _thread: threading.Thread | None = None
    _is_stopping: bool = False

    def behave(self, manner: Manner, *, delay_seconds: float, seed: int) -> None:
        """Carry from now on in this manner."""
        with self._lock:
            self.manner, self.delay_seconds = manner, delay_seconds
            self._random = random.Random(seed)  # noqa: S311
            self._lock.notify()

    def hand_in(self, event: dict[str, Any]) -> None:
        """Take an event and carry it as the manner of the moment says."""
        if not self.url:
            return
        with self._lock:
            if self.manner is Manner.NEVER:
                self._never.append(event)
                return
            self._letters.append(Letter(event, time.monotonic() + self._wait()))
            if self._comes_twice():
                self._letters.append(Letter(event, time.monotonic() + self._random.uniform(0, self.delay_seconds)))
            self._lock.notify()

    def release(self) -> int:
        """Carry at once all that waits or was held back; return how many."""
        with self._lock:
            now = time.monotonic()
            self._letters.extend(Letter(event, now) for event in self._never)
            self._never.clear()
            for letter in self._letters:
                letter.due = now
            self._lock.notify()
            return len(self._letters)

    def send_again(self, event: dict[str, Any]) -> None:
        """Carry an event once more, whatever became of it."""
        with self._lock:
            self._letters.append(Letter(event, time.monotonic()))
            self._lock.notify()

    def waiting(self) -> int:
        """Return how many letters are on their way."""
        with self._lock:
            return len(self._letters)

    def start(self) -> None:
        """Begin to carry."""
        self._thread = threading.Thread(target=self._carry_all, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Carry nothing more."""
        with self._lock:
            self._is_stopping = True
            self._lock.notify()
        if self._thread is not None:
            self._thread.join()

    def _wait(self) -> float:
        if self.manner is Manner.DELAYED:
            return self.delay_seconds
        return self._random.uniform(0, self.delay_seconds) if self.manner is Manner.SHUFFLED else 0.0

    def _comes_twice(self) -> bool:
        if self.manner is Manner.SHUFFLED:
            return self._random.random() < 0.3
        return self.manner is Manner.DUPLICATED

    def _carry_all(self) -> None:
        while True:
            with self._lock:
                letter = self._next()
                if letter is None:
                    return
            status = self._carry(letter.event)
            with self._lock:
                self.carried.append(Carried(letter.event["id"], letter.event["type"], status))
                if not 200 <= status < 300:
                    letter.due = time.monotonic() + RETRY_SECONDS[min(letter.tries, len(RETRY_SECONDS) - 1)]
                    letter.tries += 1
                    self._letters.append(letter)

    def _next(self) -> Letter | None:
        """Wait until a letter is due and take it; None once the post stops."""
        while not self._is_stopping:
            earliest = min(self._letters, key=lambda letter: letter.due, default=None)
            wait = None if earliest is None else earliest.due - time.monotonic()
            if earliest is not None and wait is not None and wait <= 0:
                self._letters.remove(earliest)
                return earliest
            self._lock.wait(wait)
        return None

    def _carry(self, event: dict[str, Any]) -> int:
        payload, address = json.dumps(event).encode(), urlsplit(self.url)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            # Signatures are about real time, whatever the sandbox's clock says.
            "Stripe-Signature": signature(payload, secret=self.secret, at=int(time.time())),
            "User-Agent": "Stripe/1.0 (Attune's sandbox)",
        }
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", address.path or "/", payload, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
