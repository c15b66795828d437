"""Adding providers, and their way through the practice."""

from datetime import date

import pytest

from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.actions.provider_states import (
    activate_provider,
    leave_provider,
    reinstate_provider,
    suspend_provider,
)
from attune.credentialing.errors import (
    AlreadyProvider,
    BirthDateWrong,
    NameMissing,
    NoSuchProvider,
    NotReady,
    NpiWrong,
    ReasonMissing,
    WrongState,
    ZoneUnknown,
)
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.queries.providers import provider, provider_of_person, providers_here
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.readiness import Missing
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.kernel.identifiers import new_id
from tests.credentialing.people import NPI, added, inside, licensed, owner_of, practice, practising, verified
from tests.support.facts import heard_of

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def heard():
    with heard_of(PROVIDER_CHANGED) as references:
        yield references


def add(actor: Actor, **changed: object) -> object:
    given = {
        "person_id": new_id(),
        "name": "Maria Testerson",
        "profession": Profession.PSYCHOLOGIST,
        "npi": NPI,
        "zone": "America/Chicago",
    }
    return add_provider(actor, **{**given, **changed})  # type: ignore[arg-type]


def test_a_provider_is_added_and_found_again(heard):
    place = practice()
    owner, person_id = owner_of(place), new_id()

    with inside(place):
        provider_id = add(owner, person_id=person_id, name="  Maria   Testerson ")
        found = provider_of_person(Actor(person_id, place, frozenset({Role.PROVIDER})))
        everybody = providers_here(owner)

    assert found is not None
    assert (found.provider_id, found.name, found.npi, found.state) == (
        provider_id,
        "Maria Testerson",
        NPI,
        Standing.JOINING,
    )
    assert found.profile.slug == f"maria-testerson-{found.provider_id.hex[-6:]}"
    assert (found.letters, found.may_prescribe) == ("PhD", False)
    assert everybody == (found,)
    assert heard == [provider_id]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"npi": "1234567890"}, NpiWrong),
        ({"npi": "1000000005"}, NpiWrong),
        ({"name": " "}, NameMissing),
        ({"name": "Maria"}, NameMissing),
        ({"zone": "America/Springfield"}, ZoneUnknown),
        ({"zone": "../etc/passwd"}, ZoneUnknown),
        ({"birth_date": date(2015, 1, 1)}, BirthDateWrong),
        ({"birth_date": date(2999, 1, 1)}, BirthDateWrong),
    ],
)
def test_wrong_facts_are_refused_and_nothing_is_written(changed, refusal):
    place = practice()
    owner = owner_of(place)

    with inside(place):
        with pytest.raises(refusal):
            add(owner, **changed)
        assert providers_here(owner) == ()


def test_a_person_is_a_provider_once_in_a_practice():
    place, person_id = practice(), new_id()
    owner = owner_of(place)

    with inside(place):
        add(owner, person_id=person_id)
        with pytest.raises(AlreadyProvider):
            add(owner, person_id=person_id)
        assert len(providers_here(owner)) == 1


def test_nobody_is_activated_while_something_is_missing():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = added(owner, npi="", birth_date=None)
        with pytest.raises(NotReady) as refused:
            activate_provider(owner, provider_id=provider_id)

    assert refused.value.missing == (Missing.NPI, Missing.BIRTH_DATE, Missing.LICENSE)


def test_an_npi_that_the_registry_has_not_confirmed_is_missing():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = added(owner)
        licensed(owner, provider_id)
        with pytest.raises(NotReady) as refused:
            activate_provider(owner, provider_id=provider_id)
        verified(owner, provider_id)
        activate_provider(owner, provider_id=provider_id)
        state = provider(owner, provider_id).state

    assert refused.value.missing == (Missing.NPI_VERIFIED,)
    assert state is Standing.ACTIVE


def test_a_provider_is_suspended_reinstated_and_gone(heard):
    place = practice()
    owner = owner_of(place)
    states = []

    with inside(place):
        provider_id = practising(owner)
        heard.clear()
        suspend_provider(owner, provider_id=provider_id, reason="Under review")
        states.append(provider(owner, provider_id).state)
        reinstate_provider(owner, provider_id=provider_id, reason="Cleared up")
        states.append(provider(owner, provider_id).state)
        leave_provider(owner, provider_id=provider_id, reason="Moved away")
        states.append(provider(owner, provider_id).state)

    assert states == [Standing.SUSPENDED, Standing.ACTIVE, Standing.LEFT]
    assert heard == [provider_id] * 3


STEPS = {
    "activate": lambda actor, one: activate_provider(actor, provider_id=one),
    "suspend": lambda actor, one: suspend_provider(actor, provider_id=one, reason="x"),
    "reinstate": lambda actor, one: reinstate_provider(actor, provider_id=one, reason="x"),
    "leave": lambda actor, one: leave_provider(actor, provider_id=one, reason="x"),
}


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (["activate"], "activate"),
        (["activate"], "reinstate"),
        (["activate", "suspend"], "activate"),
        (["activate", "suspend"], "suspend"),
        (["activate", "leave"], "activate"),
        (["activate", "leave"], "suspend"),
        (["activate", "leave"], "reinstate"),
        (["activate", "leave"], "leave"),
        ([], "reinstate"),
    ],
)
def test_a_forbidden_step_is_refused(before, step):
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = added(owner)
        verified(owner, provider_id)
        licensed(owner, provider_id)
        for one in before:
            STEPS[one](owner, provider_id)
        with pytest.raises(WrongState):
            STEPS[step](owner, provider_id)


@pytest.mark.parametrize("step", ["suspend", "reinstate", "leave"])
def test_a_step_that_needs_a_reason_is_refused_without(step):
    place = practice()
    owner = owner_of(place)
    calls = {"suspend": suspend_provider, "reinstate": reinstate_provider, "leave": leave_provider}

    with inside(place):
        provider_id = practising(owner)
        if step == "reinstate":
            suspend_provider(owner, provider_id=provider_id, reason="x")
        with pytest.raises(ReasonMissing):
            calls[step](owner, provider_id=provider_id, reason="  ")


@pytest.mark.parametrize("step", STEPS)
def test_who_may_not_is_refused(step):
    place = practice()
    owner, scheduler = owner_of(place), Actor(new_id(), place, frozenset({Role.SCHEDULER}))

    with inside(place):
        provider_id = practising(owner)
        with pytest.raises(NotPermitted):
            STEPS[step](scheduler, provider_id)


def test_only_those_who_run_the_practice_add_providers():
    place = practice()

    with inside(place), pytest.raises(NotPermitted):
        add(Actor(new_id(), place, frozenset({Role.PROVIDER})))


def test_another_practices_provider_is_not_there():
    here, there = practice(), new_id()
    owner = owner_of(here)
    with inside(here):
        provider_id = practising(owner)

    with inside(there):
        stranger = owner_of(there)
        for step in STEPS.values():
            with pytest.raises(NoSuchProvider):
                step(stranger, provider_id)
        with pytest.raises(NoSuchProvider):
            provider(stranger, provider_id)
