"""What a practice told when it applied, and how far it has come."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.practices.errors import NoApplication
from attune.practices.models import Application, PipelineEntry, Practice
from attune.practices.permissions import LIST_PRACTICES, SEE_APPLICATION, SEE_PRACTICE
from attune.practices.rules.application import ApplicationFacts, Structure
from attune.practices.rules.lifecycle import PracticeState

TAX_ID_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ToldApplication:
    """The legal facts of a practice. ``tax_id_end`` are its last four digits."""

    practice_id: UUID
    practice_state: PracticeState
    name: str
    zone: str
    owner_id: UUID
    legal_name: str
    structure: Structure
    organization_npi: str
    tax_id_end: str
    street: str
    city: str
    state: str
    zip_code: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A practice as the operators see it among all. ``missing`` and ``to_review`` are codes."""

    practice_id: UUID
    name: str
    slug: str
    zone: str
    state: PracticeState
    state_since: datetime
    created_at: datetime
    missing: tuple[str, ...] = ()
    to_review: tuple[str, ...] = ()
    next_expiry_on: date | None = None


def application(actor: Actor) -> ToldApplication:
    """Return what the scope's practice told when it applied. Raises NotPermitted or NoApplication."""
    authorize(actor, SEE_APPLICATION)
    row, practice = _found()
    return ToldApplication(
        practice_id=practice.id,
        practice_state=PracticeState(practice.state),
        name=practice.name,
        zone=practice.zone,
        owner_id=row.owner_id,
        legal_name=row.legal_name,
        structure=Structure(row.structure),
        organization_npi=row.organization_npi,
        tax_id_end=row.tax_id.reveal()[-TAX_ID_SHOWN:],
        street=row.street,
        city=row.city,
        state=row.state,
        zip_code=row.zip_code,
        applied_at=row.applied_at,
    )


def facts_to_correct(actor: Actor) -> ApplicationFacts:
    """Return the facts as they were told, but the tax id, which is entered anew. Raises as application does."""
    told = application(actor)
    return ApplicationFacts(
        name=told.name,
        legal_name=told.legal_name,
        structure=told.structure,
        tax_id="",
        street=told.street,
        city=told.city,
        state=told.state,
        zip_code=told.zip_code,
        zone=told.zone,
        organization_npi=told.organization_npi,
    )


def legal_name(actor: Actor) -> str:
    """Return what the scope's practice is called in a contract: its legal name, else its name."""
    authorize(actor, SEE_PRACTICE)
    told = Application.objects.values_list("legal_name", flat=True).first()
    return told or Practice.objects.values_list("name", flat=True).get(id=current_scope("A practice").holder_id)


def practices_on_the_way(actor: Actor) -> list[OnTheWay]:
    """Return every practice but the platform, those that wait longest first. Raises NotPermitted."""
    authorize(actor, LIST_PRACTICES)
    rows = PipelineEntry.objects.select_related("practice")
    known = {row.practice_id: row for row in rows}
    found = [
        _on_the_way(practice, known.get(practice.id))
        for practice in Practice.objects.filter(kind=Practice.Kind.PRACTICE)
    ]
    return sorted(found, key=lambda one: (one.state_since, one.practice_id))


def _on_the_way(practice: Practice, entry: PipelineEntry | None) -> OnTheWay:
    return OnTheWay(
        practice_id=practice.id,
        name=practice.name,
        slug=practice.slug,
        zone=practice.zone,
        state=PracticeState(practice.state),
        state_since=entry.state_since if entry else practice.created_at,
        created_at=practice.created_at,
        missing=tuple(entry.missing) if entry else (),
        to_review=tuple(entry.to_review) if entry else (),
        next_expiry_on=entry.next_expiry_on if entry else None,
    )


def _found() -> tuple[Application, Practice]:
    row = Application.objects.first()
    if row is None:
        raise NoApplication
    return row, Practice.objects.get(id=row.practice_id)
