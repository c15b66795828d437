"""What a browser may say to the other side of a visit: three kinds of message, each of a known shape and size."""

import json
from dataclasses import dataclass
from typing import Any

MESSAGE_CHARACTERS_MAX = 64 * 1024
NAME_CHARACTERS_MAX = 64
BURST, PER_SECOND = 200.0, 50.0
DESCRIPTIONS = ("offer", "answer", "pranswer", "rollback")
CANDIDATE = {"candidate": str, "sdpMid": str, "sdpMLineIndex": int, "usernameFragment": str}


class NoSignal(ValueError):
    """The message is none that a visit knows."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A message for one connection of the other side."""

    to: str
    message: dict[str, Any]


def read(text: str) -> Signal | str:
    """Return a message for the other side, or the word said to us: ping, connected, leave. Raises NoSignal."""
    if len(text) > MESSAGE_CHARACTERS_MAX:
        raise NoSignal("too long")
    try:
        told = json.loads(text)
    except ValueError:
        raise NoSignal("no JSON") from None
    if not isinstance(told, dict):
        raise NoSignal("no object")
    if set(told) == {"say"} and told["say"] in ("ping", "connected", "leave"):
        return str(told["say"])
    to = told.pop("to", None)
    if not isinstance(to, str) or not 0 < len(to) <= NAME_CHARACTERS_MAX:
        raise NoSignal("to nobody")
    if set(told) == {"description"}:
        return Signal(to, {"description": _description(told["description"])})
    if set(told) == {"candidate"}:
        return Signal(to, {"candidate": _candidate(told["candidate"])})
    raise NoSignal("of no known kind")


def _description(given: Any) -> dict[str, str]:
    if not isinstance(given, dict) or not set(given) <= {"type", "sdp"} or given.get("type") not in DESCRIPTIONS:
        raise NoSignal("no description")
    sdp = given.get("sdp", "")
    if not isinstance(sdp, str):
        raise NoSignal("no description")
    return {"type": given["type"], "sdp": sdp}


def _candidate(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not set(given) <= set(CANDIDATE):
        raise NoSignal("no candidate")
    for name, value in given.items():
        if value is not None and (not isinstance(value, CANDIDATE[name]) or isinstance(value, bool)):
            raise NoSignal("no candidate")
    return given


class Allowance:
    """How much one connection may say: a burst, refilled steadily. Time is given, in seconds."""

    def __init__(self, moment: float) -> None:
        self._left, self._at = BURST, moment

    def take(self, moment: float) -> bool:
        """Return whether one more message is allowed now, and count it."""
        self._left = min(BURST, self._left + (moment - self._at) * PER_SECOND)
        self._at = moment
        if self._left < 1:
            return False
        self._left -= 1
        return True
