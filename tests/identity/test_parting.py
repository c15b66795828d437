"""Memberships that end: of whom, by whom, and what ends with them."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.tenancy import scope
from attune.identity.actions.switch_practice import switch_practice
from attune.identity.errors import (
    LastKeeper,
    NoSuchPlace,
)
from attune.identity.models import Membership, Session
from attune.identity.queries.signed_in import key_hash
from tests.identity.parting import end, only_owner, second_owner
from tests.support.world import CastMember, World, joined, sign_in


def test_two_owners_who_remove_each_other_at_once_leave_one(committed_world: World):
    world = committed_world
    first, second = only_owner(world), second_owner(world)
    start = threading.Barrier(2)
    told: list[str] = []

    def remove(actor: CastMember, target: CastMember) -> Callable[[], None]:
        def run() -> None:
            try:
                start.wait(timeout=10)
                end(actor, target)
                told.append("ended")
            except (LastKeeper, NotPermitted) as refusal:
                told.append(type(refusal).__name__)
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=run) for run in (remove(first, second), remove(second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    owners = Membership.objects.filter(
        practice_id=world.a.practice_id, ended_at=None, grants__role="owner", grants__ends_at=None
    )
    assert (sorted(told), owners.count()) == (["NotPermitted", "ended"], 1)


def test_switching_leads_to_another_of_ones_practices(world: World):
    assert world.b is not None
    ada = joined(second_owner(world), world.b.practice_id, {Role.BILLER})
    client = Client()
    sign_in(client, ada)
    told = key_hash(client.cookies["attune_session"].value)

    with scope(person_id=ada.person_id):
        switch_practice(ada.actor, session_key_hash=told, practice_id=world.a.practice_id)

    assert Session.objects.get(key_hash=told).active_practice_id == world.a.practice_id


@pytest.mark.edition
def test_one_switches_to_no_practice_one_does_not_work_in(world: World):
    biller, client = world.a[Role.BILLER], Client()
    sign_in(client, biller)
    told = key_hash(client.cookies["attune_session"].value)

    with scope(person_id=biller.person_id), pytest.raises(NoSuchPlace):
        switch_practice(biller.actor, session_key_hash=told, practice_id=world.elsewhere.practice_id)

    assert Session.objects.get(key_hash=told).active_practice_id == world.a.practice_id


def test_one_cannot_switch_back_to_where_the_membership_ended(world: World):
    biller = world.a[Role.BILLER]
    end(world.a[Role.OWNER], biller)

    with scope(person_id=biller.person_id), pytest.raises(NoSuchPlace):
        switch_practice(biller.actor, session_key_hash="0" * 64, practice_id=world.a.practice_id)
