"""An organization's NPI on the way in: the registry is asked for its type, its name and its standing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from attune.credentialing import jobs
from attune.credentialing.actions.check_organization import keep_organization_answer, organization_to_check
from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.models import OrganizationCheck
from attune.credentialing.queries.organization_checks import is_organization_due
from attune.foundation.authorization import Actor, NotPermitted, system_actor
from attune.foundation.background import Call
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.integrations.nppes.registry import NppesRegistry
from attune.kernel.identifiers import new_id
from attune.practices.actions.correct_application import correct_application
from attune.practices.rules.application import ApplicationFacts, Structure
from attune.practices.rules.policy import Founding, TenancyPolicy
from attune.sandboxes.nppes.answers import Shape
from attune.sandboxes.nppes.server import running
from attune.sandboxes.nppes.store import RegistryStore
from attune.workflows.apply_practice import apply_practice
from attune.workflows.go_live import Progress, StepState, way_in
from tests.agreements.signing import somebody
from tests.practices.applying import FACTS, stranger

pytestmark = pytest.mark.usefixtures("committed_database")

LLC, PERSON, GONE, DOWN, NOBODY = "1456000011", "1000000004", "1234567893", "1111111112", "1999999984"
NAMED = "Placeholder Counseling, L.L.C."


@pytest.fixture(params=list(Shape))
def registry(request, tmp_path: Path, monkeypatch) -> Iterator[None]:
    """Let the registry's sandbox answer, in either of its shapes."""
    with running(RegistryStore(tmp_path), shape=request.param) as url:
        monkeypatch.setattr(jobs, "npi_registry", lambda: NppesRegistry(url))
        yield


def group(npi: str, *, legal_name: str = NAMED) -> Actor:
    """Let a group apply with an NPI of its own."""
    if policy(TenancyPolicy).founding is not Founding.BY_APPLICATION:
        pytest.skip("nobody applies in this edition")
    member = stranger(somebody(new_id(), email=f"{new_id().hex}@example.org", name="Maria Testerson").person_id)
    facts = replace(FACTS, structure=Structure.GROUP, organization_npi=npi, legal_name=legal_name)
    with scope(new_id(), person_id=member.person_id):
        return apply_practice(member, facts=facts)


def look_up(owner: Actor) -> None:
    jobs.check_organization.run(Call(practice_id=owner.practice_id, reference=owner.practice_id))


def step(owner: Actor) -> tuple[Progress, str] | None:
    with scope(owner.practice_id):
        found: list[StepState] = [one for one in way_in(owner).steps if one.step == "organization_npi"]
    return (found[0].progress, found[0].because) if found else None


def test_the_right_npi_under_the_right_name_is_good(registry):
    owner = group(LLC)
    before = step(owner)

    look_up(owner)

    assert (before, step(owner)) == ((Progress.WAITING, ""), (Progress.DONE, ""))
    with scope(owner.practice_id):
        kept = OrganizationCheck.objects.get()
        assert (kept.npi, kept.finding, b"PLACEHOLDER" in bytes(kept.raw)) == (LLC, "match", True)
        assert not is_organization_due(system_actor(owner.practice_id))


@pytest.mark.parametrize(
    ("npi", "legal_name", "because"),
    [
        (LLC, "Quiet Lamp Counseling LLC", "organization_npi:name_differs"),
        (PERSON, NAMED, "organization_npi:person"),
        (GONE, NAMED, "organization_npi:not_found"),
        (NOBODY, NAMED, "organization_npi:not_found"),
    ],
)
def test_what_the_registry_says_otherwise_holds_the_practice_up(registry, npi, legal_name, because):
    owner = group(npi, legal_name=legal_name)

    look_up(owner)

    assert step(owner) == (Progress.TO_REVIEW, because)


def test_a_registry_that_is_away_says_nothing_against_anybody(registry):
    owner = group(DOWN)

    with pytest.raises(SourceUnavailable):
        look_up(owner)

    assert step(owner) == (Progress.UNAVAILABLE, "organization_npi:unavailable")
    with scope(owner.practice_id):
        assert is_organization_due(system_actor(owner.practice_id))


def test_facts_that_are_corrected_are_looked_up_anew(registry):
    owner = group(PERSON)
    look_up(owner)
    facts: ApplicationFacts = replace(
        FACTS, structure=Structure.GROUP, organization_npi=LLC, legal_name="PLACEHOLDER COUNSELING"
    )

    with scope(owner.practice_id):
        correct_application(owner, facts=facts)
    waiting = step(owner)
    look_up(owner)

    assert (waiting, step(owner)) == ((Progress.WAITING, ""), (Progress.DONE, ""))


def test_who_gives_no_npi_has_nothing_to_look_up(registry):
    owner = group("")

    look_up(owner)

    assert step(owner) is None
    with scope(owner.practice_id):
        assert OrganizationCheck.objects.count() == 0


def test_jobs_alone_keep_what_the_registry_says(registry):
    owner = group(LLC)

    with scope(owner.practice_id):
        with pytest.raises(NotPermitted):
            organization_to_check(owner)
        asked = organization_to_check(system_actor(owner.practice_id))
        assert asked is not None
        with pytest.raises(NotPermitted):
            keep_organization_answer(owner, asked=asked, answer=SourceUnavailable("nppes", "away"))
