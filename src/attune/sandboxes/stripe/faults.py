"""Faults on demand: an answer that never arrives, an error of the server's, a long silence."""

import fnmatch
import random
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What happens to a request."""

    DROP_BEFORE = "drop_before"
    """The connection breaks and nothing was done."""
    DROP_AFTER = "drop_after"
    """It was done, and the connection breaks before the answer."""
    TIMEOUT_AFTER = "timeout_after"
    """It was done, and no answer comes for a long time."""
    ERROR_BEFORE = "error_before"
    """HTTP 503 from in front of the API: nothing was done, the key forgets it."""
    ERROR_AFTER = "error_after"
    """HTTP 500 although it was done; the key remembers what was done."""
    ERROR_KEPT = "error_kept"
    """HTTP 500, nothing was done, and the key remembers the error, as Stripe's do."""


@dataclass(slots=True)
class Rule:
    """Which requests meet a fault: by method and path, with a chance, so many times."""

    fault: Fault
    method: str = "POST"
    path: str = "*"
    times: int = 1
    chance: float = 1.0
    seconds: float = 30.0


class Faults:
    """The rules in force. Chances are drawn from a seed, so that a run can be repeated."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._random = random.Random(0)  # noqa: S311  (not a secret: repeatable chance)

    def set(self, rules: list[Rule], *, seed: int = 0) -> None:
        """Put rules in force in place of those before."""
        self.rules, self._random = rules, random.Random(seed)  # noqa: S311

    def met(self, method: str, path: str) -> Rule | None:
        """Return the fault that a request meets, and count it."""
        for rule in self.rules:
            fits = rule.times > 0 and rule.method == method and fnmatch.fnmatchcase(path, rule.path)
            if fits and self._random.random() < rule.chance:
                rule.times -= 1
                return rule
        return None
