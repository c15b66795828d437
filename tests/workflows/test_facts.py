"""Facts and what follows from them."""

import pytest
from django.apps import apps

from attune.foundation.authorization import Actor
from attune.foundation.facts import Fact, every_fact, follow, record_fact
from attune.kernel.identifiers import new_id
from attune.workflows import facts, facts_of_payouts

TABLES = (facts, facts_of_payouts)


def test_every_fact_is_followed_or_marked_unheard_and_never_both():
    followed = {one for table in TABLES for one in table.FOLLOWS}
    unheard = {one for table in TABLES for one in table.UNHEARD}

    assert set(every_fact()) == followed | unheard
    assert not facts.FOLLOWS.keys() & facts.UNHEARD
    assert not facts_of_payouts.FOLLOWS.keys() & facts_of_payouts.UNHEARD


@pytest.fixture
def own_table():
    yield
    apps.get_app_config("workflows").ready()


@pytest.mark.usefixtures("own_table")
def test_a_fact_sets_off_its_workflows_in_order_with_actor_and_reference():
    happened, heard, actor, reference = Fact("sample.thing.done"), [], Actor(None, None), new_id()
    follow(
        {happened: (lambda *told: heard.append(("first", *told)), lambda *told: heard.append(("second", *told)))},
    )

    record_fact(happened, actor, reference)
    record_fact(Fact("sample.thing.unheard"), actor, reference)

    assert heard == [("first", actor, reference), ("second", actor, reference)]


@pytest.mark.usefixtures("own_table")
def test_what_a_second_table_says_follows_after_the_first():
    happened, heard = Fact("sample.thing.done"), []
    follow({happened: (lambda *_: heard.append("first"),)}, {happened: (lambda *_: heard.append("second"),)})

    record_fact(happened, Actor(None, None), new_id())

    assert heard == ["first", "second"]
