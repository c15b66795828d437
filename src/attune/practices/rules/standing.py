"""Whether a practice may deliver a session: live, authorized in the patient's state, its provider employed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.practices.rules.lifecycle import PracticeState
from attune.practices.rules.policy import StandingPolicy


class StandingReason(StrEnum):
    """Why a practice may not deliver a session."""

    PRACTICE_NOT_LIVE = "practice_not_live"
    CONTRACT_ENDED = "contract_ended"
    STATE_NOT_AUTHORIZED = "state_not_authorized"
    NOT_EMPLOYED = "not_employed"


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From a day on (inclusive) to a day (exclusive; None: until further notice), in the practice's zone."""

    begins_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the day lies in the span."""
        return self.begins_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class StateAuthorization:
    """The organization may deliver care in a state for a span of days."""

    state: str
    span: DaySpan


@dataclass(frozen=True, slots=True)
class EmploymentSpan:
    """A person is employed for a span of days; every item of the checklist was done before it counted."""

    person_id: UUID
    span: DaySpan


@dataclass(frozen=True, slots=True)
class PracticeStanding:
    """What decides about a practice. ``zone`` is an IANA name; ``live_until`` is exclusive."""

    practice_id: UUID
    zone: str
    state: PracticeState
    live_until: datetime | None = None
    authorizations: tuple[StateAuthorization, ...] = ()
    employments: tuple[EmploymentSpan, ...] = ()

    def is_live(self, moment: datetime) -> bool:
        """Return whether the practice is live at a moment."""
        return self.state is PracticeState.LIVE and (self.live_until is None or moment < self.live_until)

    def authorized_states(self, moment: datetime) -> frozenset[str]:
        """Return the states the organization is authorized in at a moment."""
        day = self._day(moment)
        return frozenset(one.state for one in self.authorizations if one.span.holds_on(day))

    def is_employed(self, person_id: UUID, moment: datetime) -> bool:
        """Return whether a person is employed at a moment."""
        day = self._day(moment)
        return any(one.span.holds_on(day) for one in self.employments if one.person_id == person_id)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()


def refusals(
    standing: PracticeStanding, policy: StandingPolicy, *, person_id: UUID, state: str, moment: datetime
) -> tuple[StandingReason, ...]:
    """Return every reason against a session of a provider (their person) with a patient in a state at a moment."""
    found = []
    if standing.state is not PracticeState.LIVE:
        found.append(StandingReason.PRACTICE_NOT_LIVE)
    elif not standing.is_live(moment):
        found.append(StandingReason.CONTRACT_ENDED)
    if policy.needs_state_authorization and state not in standing.authorized_states(moment):
        found.append(StandingReason.STATE_NOT_AUTHORIZED)
    if policy.needs_employment and not standing.is_employed(person_id, moment):
        found.append(StandingReason.NOT_EMPLOYED)
    return tuple(found)


def stands_until(
    standing: PracticeStanding, policy: StandingPolicy, *, person_id: UUID, state: str, moment: datetime
) -> datetime | None:
    """Return when what stands at ``moment`` stops to stand (exclusive), None for no known end.

    Ask only where there is no refusal at the moment.
    """
    day = standing._day(moment)
    spans: list[DaySpan] = []
    if policy.needs_state_authorization:
        spans += [one.span for one in standing.authorizations if one.state == state]
    ends = [standing.live_until] if standing.live_until else []
    ends += _last_ends(spans, day, standing.zone)
    if policy.needs_employment:
        own = [one.span for one in standing.employments if one.person_id == person_id]
        ends += _last_ends(own, day, standing.zone)
    return min(ends, default=None)


def _last_ends(spans: Iterable[DaySpan], day: date, zone: str) -> list[datetime]:
    """Return the first moment after the longest of the spans that hold on a day, none where it has no end."""
    holding = [span.ends_on for span in spans if span.holds_on(day)]
    known = [end for end in holding if end is not None]
    if not known or len(known) < len(holding):
        return []
    return [datetime.combine(max(known), datetime.min.time(), tzinfo=ZoneInfo(zone))]
