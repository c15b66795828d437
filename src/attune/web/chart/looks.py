"""Who looked at a record, as people read it: a line per person and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from attune.audit.queries.of_patient import Looked
from attune.web.access_log.wording import action_words
from attune.web.components.formatting import day_of


@dataclass(frozen=True, slots=True)
class LookLine:
    """What somebody did with a record on one day."""

    day: str
    who: str
    what: str


def look_lines(
    found: Iterable[Looked], names: Mapping[UUID, str], *, own_id: UUID | None, now: datetime, zone: ZoneInfo
) -> tuple[LookLine, ...]:
    """Return a line per day and person, the newest first, each with what they did, once."""
    kept: dict[tuple[date, UUID | None], tuple[Looked, list[str]]] = {}
    for one in found:
        at = (one.happened_at.astimezone(zone).date(), one.actor_id)
        _newest, what = kept.setdefault(at, (one, []))
        words = action_words(one.action)
        if words not in what:
            what.append(words)
    return tuple(
        LookLine(day_of(one.happened_at, now=now, zone=zone), _who(one.actor_id, names, own_id), ", ".join(what))
        for one, what in kept.values()
    )


def _who(actor_id: UUID | None, names: Mapping[UUID, str], own_id: UUID | None) -> str:
    if actor_id is None:
        return _("The system")
    return _("You") if actor_id == own_id else names.get(actor_id, _("Somebody who left"))
