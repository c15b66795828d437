"""The record of a decision about clearance: a text that says what was asked and known, and can be asked again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from attune.credentialing.rules.clearance import (
    Clearance,
    ClearanceFacts,
    Service,
    Standing,
    clearance,
)
from attune.credentialing.rules.licenses import LicenseFact, LicenseKind, LicenseStatus
from attune.credentialing.rules.professions import Profession
from attune.practices.rules.lifecycle import PracticeState
from attune.practices.rules.policy import StandingPolicy
from attune.practices.rules.standing import DaySpan, EmploymentSpan, PracticeStanding, StateAuthorization


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. ``moment`` is aware."""

    patient_state: str
    moment: datetime
    service: Service


def answer(facts: ClearanceFacts, asked: Question) -> Clearance:
    """Return the verdict on a question."""
    return clearance(facts, patient_state=asked.patient_state, moment=asked.moment, service=asked.service)


def written(facts: ClearanceFacts, asked: Question) -> str:
    """Return question and facts as one canonical JSON text."""
    return json.dumps(
        {"asked": asdict(asked), "facts": asdict(facts)}, default=_plain, sort_keys=True, separators=(",", ":")
    )


def fingerprint(told: str, reasons: Iterable[str], *, rules_version: int) -> str:
    """Return the SHA-256 that ties a record to its verdict, in hexadecimal."""
    ending = f"\n{rules_version}\n{','.join(reasons)}"
    return sha256((told + ending).encode()).hexdigest()


def read(told: str) -> tuple[ClearanceFacts, Question]:
    """Return what a record says."""
    stored = json.loads(told)
    asked, facts = stored["asked"], stored["facts"]
    question = Question(asked["patient_state"], datetime.fromisoformat(asked["moment"]), Service(**asked["service"]))
    return _facts(facts), question


def replayed(told: str) -> Clearance:
    """Return the verdict that the record leads to now."""
    return answer(*read(told))


def _facts(stored: dict[str, Any]) -> ClearanceFacts:
    return ClearanceFacts(
        provider_id=UUID(stored["provider_id"]),
        person_id=UUID(stored["person_id"]),
        profession=Profession(stored["profession"]),
        standing=Standing(stored["standing"]),
        practice=_practice(stored["practice"]),
        asked_of_practice=_asked(stored["asked_of_practice"]),
        licenses=tuple(_license(one) for one in stored["licenses"]),
        identity_check_id=_id(stored["identity_check_id"]),
        exclusion_ids=tuple(UUID(one) for one in stored["exclusion_ids"]),
        age_groups=frozenset(stored["age_groups"]),
    )


def _practice(stored: dict[str, Any]) -> PracticeStanding:
    return PracticeStanding(
        practice_id=UUID(stored["practice_id"]),
        zone=stored["zone"],
        state=PracticeState(stored["state"]),
        live_until=_moment(stored["live_until"]),
        authorizations=tuple(StateAuthorization(one["state"], _span(one["span"])) for one in stored["authorizations"]),
        employments=tuple(EmploymentSpan(UUID(one["person_id"]), _span(one["span"])) for one in stored["employments"]),
    )


def _asked(stored: dict[str, Any]) -> StandingPolicy:
    return StandingPolicy(
        needs_contract=stored["needs_contract"],
        needs_state_authorization=stored["needs_state_authorization"],
        launch_items=tuple(stored["launch_items"]),
        needs_employment=stored["needs_employment"],
        hire_items=tuple(stored["hire_items"]),
    )


def _span(stored: dict[str, str | None]) -> DaySpan:
    begins, ends = stored["begins_on"], stored["ends_on"]
    assert begins is not None
    return DaySpan(date.fromisoformat(begins), None if ends is None else date.fromisoformat(ends))


def _license(stored: dict[str, Any]) -> LicenseFact:
    return LicenseFact(
        license_id=UUID(stored["license_id"]),
        state=stored["state"],
        kind=LicenseKind(stored["kind"]),
        status=LicenseStatus(stored["status"]),
        issued_on=date.fromisoformat(stored["issued_on"]),
        expires_on=date.fromisoformat(stored["expires_on"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, frozenset), f"{type(value).__name__} is no part of a record"
    return sorted(value)
