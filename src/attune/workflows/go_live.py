"""A practice's way in: what it still lacks, how far that lets it come, and going live."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from attune.agreements.queries.in_force import outstanding
from attune.agreements.rules.kinds import AgreementKind
from attune.billing.route import payment_route
from attune.credentialing.actions.provider_states import activate_provider
from attune.credentialing.queries.organization_checks import organization_check
from attune.credentialing.queries.readiness import Readiness, readiness_of_all
from attune.credentialing.rules.checks import NpiFinding, Outcome
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.readiness import Missing
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.tenancy import current_scope
from attune.practices.actions.move import advance, go_live
from attune.practices.errors import NoApplication
from attune.practices.permissions import GO_LIVE, SEE_APPLICATION
from attune.practices.queries.application import ToldApplication, application
from attune.practices.rules.application import Structure
from attune.practices.rules.lifecycle import PracticeState


class Step(StrEnum):
    """What a practice does on its way in; the values are the codes operators see."""

    PROVIDER = "provider"
    NPI = "npi"
    ORGANIZATION = "organization_npi"
    LICENSE = "license"
    EXCLUSION = "exclusion"
    CONTRACT = "platform_contract"
    BUSINESS_ASSOCIATE = "business_associate"
    ACCOUNT = "account"


class Progress(StrEnum):
    """How a step stands. A source that does not answer says nothing against anybody."""

    DONE = "done"
    MISSING = "missing"
    TO_REVIEW = "to_review"
    UNAVAILABLE = "unavailable"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class StepState:
    """One step, and why it stands as it does: a finding of the registry, else empty."""

    step: Step
    progress: Progress
    because: str = ""


@dataclass(frozen=True, slots=True)
class WayIn:
    """How far a practice has come."""

    practice_id: UUID
    state: PracticeState
    structure: Structure
    steps: tuple[StepState, ...]
    next_expiry_on: date | None

    @property
    def is_ready(self) -> bool:
        """Return whether nothing is left but to go live."""
        return self.state is PracticeState.AGREEMENTS and all(one.progress is Progress.DONE for one in self.steps)


class NotReadyToGoLive(Exception):
    """Steps are left before the practice goes live."""

    def __init__(self, steps: tuple[StepState, ...]) -> None:
        super().__init__(*(one.step for one in steps))
        self.steps = steps


LATER = frozenset({Step.CONTRACT, Step.BUSINESS_ASSOCIATE, Step.ACCOUNT})
"""What is done at any time before going live, and holds no check up."""

AGREED = {
    Step.CONTRACT: AgreementKind.PLATFORM_CONTRACT,
    Step.BUSINESS_ASSOCIATE: AgreementKind.BUSINESS_ASSOCIATE,
}


def way_in(actor: Actor) -> WayIn:
    """Return how far the scope's practice has come. Raises NotPermitted or NoApplication."""
    authorize(actor, SEE_APPLICATION)
    told = application(actor)
    best = _best_provider(_system(actor))
    unsigned = {one.kind for one in outstanding(actor) if not one.is_own}
    agreed = [StepState(step, Progress.MISSING if kind in unsigned else Progress.DONE) for step, kind in AGREED.items()]
    return WayIn(
        practice_id=told.practice_id,
        state=told.practice_state,
        structure=told.structure,
        steps=(*_provider_steps(told, best), *_organization_steps(told), *agreed, _account_step()),
        next_expiry_on=best.next_expiry_on if best else None,
    )


def advance_practice(actor: Actor) -> WayIn | None:
    """Let the scope's practice come as far as what is known of it allows, without anybody's help, and return how far.

    One that was not founded by an application stays as it is: None.
    """
    system = _system(actor)
    try:
        found = way_in(system)
    except NoApplication:
        return None
    checks = [one for one in found.steps if one.step not in LATER]
    state = advance(
        system,
        is_entered=all(one.progress is not Progress.MISSING for one in checks),
        missing=[one.step for one in found.steps if one.progress in {Progress.MISSING, Progress.WAITING}],
        to_review=[one.step for one in found.steps if one.progress in {Progress.TO_REVIEW, Progress.UNAVAILABLE}],
        is_checked=all(one.progress is Progress.DONE for one in checks),
        next_expiry_on=found.next_expiry_on,
    )
    return replace(found, state=state)


def advance_after(actor: Actor, _: UUID) -> None:
    """Follow a fact about a provider or a signature: see how far that brings the practice."""
    advance_practice(actor)


def let_practice_go_live(actor: Actor) -> None:
    """Let the practice go live, and every provider of it who is ready practise.

    Raises NotPermitted, NoApplication, NotReadyToGoLive (with every step that is left) or MoveForbidden.
    """
    authorize(actor, GO_LIVE)
    found = advance_practice(actor)
    if found is None:
        raise NoApplication
    left = tuple(one for one in found.steps if one.progress is not Progress.DONE)
    if left:
        raise NotReadyToGoLive(left)
    go_live(actor)
    for provider in readiness_of_all(actor, states=[Standing.JOINING]):
        if not provider.missing:
            activate_provider(actor, provider_id=provider.provider_id)


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("A practice").holder_id, request_id=actor.request_id)


def _best_provider(system: Actor) -> Readiness | None:
    """Return the provider with the least left to do: one who is ready lets a practice go live."""
    found = readiness_of_all(system, states=[Standing.JOINING, Standing.ACTIVE, Standing.SUSPENDED])
    return min(found, key=lambda one: len(one.missing), default=None)


def _provider_steps(told: ToldApplication, best: Readiness | None) -> tuple[StepState, ...]:
    if best is None:
        waiting = Progress.MISSING
        return (StepState(Step.PROVIDER, waiting), StepState(Step.NPI, waiting), StepState(Step.LICENSE, waiting))
    entered = Progress.MISSING if {Missing.NPI, Missing.BIRTH_DATE} & set(best.missing) else Progress.DONE
    return (
        StepState(Step.PROVIDER, entered),
        _npi_step(best),
        StepState(Step.LICENSE, Progress.MISSING if Missing.LICENSE in best.missing else Progress.DONE),
        _exclusion_step(best),
    )


def _organization_steps(told: ToldApplication) -> tuple[StepState, ...]:
    """Return the step of a practice that gave an NPI of its own."""
    if not told.organization_npi:
        return ()
    finding = organization_check(told.organization_npi, told.legal_name)
    if finding is None:
        return (StepState(Step.ORGANIZATION, Progress.WAITING),)
    outcomes = {Outcome.UNAVAILABLE: Progress.UNAVAILABLE, Outcome.BAD: Progress.TO_REVIEW}
    progress = outcomes.get(finding.outcome, Progress.DONE)
    because = "" if progress is Progress.DONE else f"{Step.ORGANIZATION}:{finding}"
    return (StepState(Step.ORGANIZATION, progress, because=because),)


def _account_step() -> StepState:
    """Whoever is to be booked can be paid first."""
    return StepState(Step.ACCOUNT, Progress.DONE if payment_route().may_charge() else Progress.MISSING)


def _npi_step(best: Readiness) -> StepState:
    finding = best.npi_finding
    if Missing.NPI in best.missing:
        return StepState(Step.NPI, Progress.MISSING)
    if Missing.NPI_VERIFIED not in best.missing:
        return StepState(Step.NPI, Progress.DONE)
    if finding is None:
        return StepState(Step.NPI, Progress.WAITING)
    outcomes = {Outcome.UNAVAILABLE: Progress.UNAVAILABLE, Outcome.BAD: Progress.TO_REVIEW}
    progress = outcomes.get(NpiFinding(finding).outcome, Progress.WAITING)
    return StepState(Step.NPI, progress, because=finding)


def _exclusion_step(best: Readiness) -> StepState:
    if Missing.EXCLUSION in best.missing or best.has_open_match:
        return StepState(Step.EXCLUSION, Progress.TO_REVIEW)
    return StepState(Step.EXCLUSION, Progress.DONE)
