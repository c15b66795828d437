"""A practice's account at the processor: opened once, looked at again, and a task while something is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.processor import ProcessorUnavailable
from attune.payouts import jobs
from attune.payouts.actions.open_account import ask_for_account, keep_account, onboarding_link
from attune.payouts.errors import NoAccount
from attune.payouts.gateways import Requirements
from attune.payouts.models import ConnectedAccount, OperatingAccount
from attune.payouts.queries.account import account_of, charged_account
from attune.practices.models import Practice
from attune.worklist.models import Task
from tests.payouts.earning import Earner
from tests.payouts.processor import ProcessorInMemory


@pytest.fixture
def asked(db: None, processor: ProcessorInMemory) -> Earner:
    """Return a practice whose owner has just asked for an account."""
    made = Earner(Practice.objects.create(name="Quiet Lamp", slug="quiet-lamp", zone="America/Denver").id)
    with scope(made.practice_id):
        ask_for_account(made.owner)
    return made


def look(of: Earner) -> None:
    jobs.look_at_account.work(Call(of.practice_id))


def test_an_account_is_opened_once_however_often_it_is_asked_for(asked: Earner, processor: ProcessorInMemory):
    with scope(asked.practice_id):
        again = ask_for_account(asked.owner)

    for _ in range(2):
        jobs.open_account.work(Call(asked.practice_id, reference=again))

    assert list(processor.accounts) == [asked.account]


def test_an_answer_that_was_lost_opens_no_second_account(asked: Earner, processor: ProcessorInMemory):
    processor.loses_answers = True
    with pytest.raises(ProcessorUnavailable):
        jobs.open_account.work(Call(asked.practice_id))
    processor.loses_answers = False
    processor.forget_keys()
    with scope(asked.practice_id):
        ConnectedAccount.objects.update(asked_at=now() - timedelta(days=2))

    jobs.open_account.work(Call(asked.practice_id))

    assert list(processor.accounts) == [asked.account]


def test_nobody_is_charged_before_the_processor_lets_the_practice_charge(asked: Earner, processor: ProcessorInMemory):
    jobs.open_account.work(Call(asked.practice_id))
    with scope(asked.practice_id):
        before = charged_account()
    processor.let_charge(asked.account)
    look(asked)

    with scope(asked.practice_id):
        found = account_of(asked.owner)
        after = charged_account()
    assert found is not None
    assert (before, after) == ("", found.processor_id)
    assert (found.may_charge, found.may_pay_out, found.asked) == (True, True, ())
    shown = OperatingAccount.objects.get(practice_id=asked.practice_id)
    assert (shown.may_charge, shown.may_pay_out, shown.due_count) == (True, True, 0)


def test_while_the_processor_asks_something_the_owner_has_a_task(asked: Earner, processor: ProcessorInMemory):
    jobs.open_account.work(Call(asked.practice_id))
    processor.let_charge(asked.account)
    deadline = now() + timedelta(days=9)
    wanted = Requirements(currently_due=("individual.verification.document",), deadline=deadline)
    processor.accounts[asked.account] = replace(processor.accounts[asked.account], requirements=wanted)
    look(asked)
    with scope(asked.practice_id):
        task = Task.objects.get(kind="payouts.mend_account")
    processor.let_charge(asked.account)

    look(asked)

    with scope(asked.practice_id):
        assert (task.state, task.due_at, task.owner_role) == ("open", deadline, "owner")
        assert Task.objects.get(kind="payouts.mend_account").state == "done"


def test_only_the_owner_opens_an_account_and_only_the_system_says_how_it_stands(
    asked: Earner, processor: ProcessorInMemory
):
    jobs.open_account.work(Call(asked.practice_id))
    found = processor.accounts[asked.account]
    biller = Actor(new_id(), asked.practice_id, frozenset({Role.BILLER, Role.ADMINISTRATOR}))
    with scope(asked.practice_id):
        with pytest.raises(NotPermitted):
            ask_for_account(biller)
        with pytest.raises(NotPermitted):
            keep_account(asked.owner, found)
        with pytest.raises(NotPermitted):
            account_of(Actor(new_id(), asked.practice_id, frozenset({Role.PROVIDER})))
    with pytest.raises(NotPermitted):
        onboarding_link(biller, account=found.id, return_url="https://a.test", refresh_url="https://a.test")
    with pytest.raises(NoAccount):
        onboarding_link(asked.owner, account="", return_url="https://a.test", refresh_url="https://a.test")
