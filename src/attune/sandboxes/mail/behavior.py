"""How the sandbox answers, by the name before the @: so that every error can be seen offline."""

from collections.abc import Callable
from dataclasses import dataclass, field

SIZE_MAX_BYTES = 10 * 1024 * 1024

ANSWERS = {
    "bounce": "550 5.1.1 There is no such mailbox here",
    "full": "452 4.2.2 The mailbox is full",
    "busy": "451 4.3.2 Too busy, try again later",
    "blocked": "554 5.7.1 Refused by policy",
}
GREYLISTED = "451 4.7.1 Greylisted, try again later"


@dataclass
class Behavior:
    """What the server says to a recipient. ``grey`` addresses are taken at the second try, after a pause."""

    seconds: Callable[[], float]
    grey_seconds: float = 30.0
    _seen: dict[tuple[str, str], float] = field(default_factory=dict)

    def answer_to(self, sender: str, address: str) -> str:
        """Return the server's answer to RCPT TO; 250 where the mail is taken."""
        name = address.partition("@")[0].partition("+")[0].lower()
        if name == "grey":
            first = self._seen.setdefault((sender, address), self.seconds())
            return "250 2.1.5 OK" if self.seconds() - first >= self.grey_seconds else GREYLISTED
        return ANSWERS.get(name, "250 2.1.5 OK")
