"""What a message tells, between the action that knows it and the moment it is rendered."""

import json
from collections.abc import Mapping
from datetime import datetime

from attune.foundation.messages import MessageKind
from attune.notifications.errors import WrongFields

Fact = str | datetime


def written(kind: MessageKind, facts: Mapping[str, Fact]) -> str:
    """Return the facts as they are stored. Raises WrongFields unless they are exactly the kind's."""
    wrong = frozenset(facts.keys() ^ kind.fields.keys()) or frozenset(
        name for name, value in facts.items() if not isinstance(value, kind.fields[name])
    )
    if wrong:
        raise WrongFields(kind.name, wrong)
    return json.dumps(
        {name: value.isoformat() if isinstance(value, datetime) else str(value) for name, value in facts.items()}
    )


def read(kind: MessageKind, stored: str) -> dict[str, Fact]:
    """Return the facts that were stored."""
    return {
        name: datetime.fromisoformat(value) if kind.fields[name] is datetime else value
        for name, value in json.loads(stored or "{}").items()
    }
