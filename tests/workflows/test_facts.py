"""Facts and what follows from them."""

import pytest

from attune.foundation.authorization import Actor
from attune.foundation.facts import Fact, every_fact, follow, record_fact
from attune.kernel.identifiers import new_id
from attune.workflows.facts import FOLLOWS, UNHEARD


def test_every_fact_is_followed_or_marked_unheard_and_never_both():
    assert set(every_fact()) == FOLLOWS.keys() | UNHEARD
    assert not FOLLOWS.keys() & UNHEARD


@pytest.fixture
def own_table():
    yield
    follow(FOLLOWS)


@pytest.mark.usefixtures("own_table")
def test_a_fact_sets_off_its_workflows_in_order_with_actor_and_reference():
    happened, heard, actor, reference = Fact("sample.thing.done"), [], Actor(None, None), new_id()
    follow(
        {happened: (lambda *told: heard.append(("first", *told)), lambda *told: heard.append(("second", *told)))},
    )

    record_fact(happened, actor, reference)
    record_fact(Fact("sample.thing.unheard"), actor, reference)

    assert heard == [("first", actor, reference), ("second", actor, reference)]
