"""What people want to get."""

from types import MappingProxyType

import pytest

from attune.foundation import messages
from attune.foundation.authorization import Actor
from attune.foundation.messages import CATEGORIES, Category, MessageKind
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.notifications.actions.deliver import Holder, deliver
from attune.notifications.actions.notify import notify
from attune.notifications.actions.set_preference import set_preference
from attune.notifications.errors import CategoryRequired
from attune.notifications.models import Message
from attune.notifications.queries.preferences import preferences
from attune.notifications.rules.recipient import Recipient
from tests.support.fake_email import FakeEmailGateway

pytestmark = pytest.mark.usefixtures("committed_database")

A = new_id()
SOLVEIG = Actor(new_id(), None)
REQUIRED = [category for category in Category if CATEGORIES[category].is_required]


def choose(category: Category, *, is_wanted: bool) -> None:
    with scope(person_id=SOLVEIG.person_id, plane=Plane.SELF):
        set_preference(SOLVEIG, category=category, is_wanted=is_wanted)


def wanted() -> dict[Category, bool]:
    with scope(person_id=SOLVEIG.person_id, plane=Plane.SELF):
        return {choice.category: choice.is_wanted for choice in preferences(is_staff=True)}


def test_everything_is_wanted_until_it_is_switched_off():
    before = wanted()
    choose(Category.TASKS, is_wanted=False)
    off = wanted()
    choose(Category.TASKS, is_wanted=True)

    assert before == dict.fromkeys(Category, True)
    assert off == before | {Category.TASKS: False}
    assert wanted() == before


@pytest.mark.parametrize("category", REQUIRED)
def test_what_protects_people_cannot_be_switched_off(category):
    with pytest.raises(CategoryRequired):
        choose(category, is_wanted=False)

    assert wanted()[category] is True


def test_nobody_chooses_for_another_person():
    with scope(person_id=new_id(), plane=Plane.SELF), pytest.raises(AssertionError):
        set_preference(SOLVEIG, category=Category.TASKS, is_wanted=False)


@pytest.mark.parametrize(("is_wanted", "state", "sent"), [(True, "sent", 1), (False, "unwanted", 0)])
def test_what_is_not_wanted_is_not_sent(monkeypatch, is_wanted, state, sent):
    kind = MessageKind("identity.account_exists", Category.TASKS, MappingProxyType({"link": str}))
    monkeypatch.setitem(messages._register, kind.name, kind)
    choose(Category.TASKS, is_wanted=is_wanted)
    mailbox = FakeEmailGateway()
    with scope(A):
        message_id = notify(
            kind, recipient=Recipient("s@example.org", person_id=SOLVEIG.person_id), facts={"link": "x"}
        )

    deliver(Holder(A, None), message_id, gateway=mailbox, is_last_try=False)

    with scope(A):
        assert (Message.objects.get().state, len(mailbox.offered)) == (state, sent)
