"""My details: what is known, one's children and consents; and the page of who has to be called."""

from datetime import date

import pytest

from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.patients.actions.open_chart import open_chart
from attune.patients.models import Dependent, FollowUp
from attune.patients.queries.consents import wanted_texts
from attune.patients.rules.safety import Safety
from attune.worklist.models import Task
from tests.patients.people import agree_to_all, own_scope, tell_all
from tests.support.people import a_practice, colleague, patient
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database", "mailbox")]


def test_who_told_nothing_finds_a_page_that_says_so():
    text = signed_in(patient()).get("/me/details").content.decode()

    assert ["Not told yet" in text, "You sign for nobody but yourself." in text, "Nothing yet." in text] == [True] * 3


def test_details_show_children_practices_and_every_text_word_for_word():
    mira, practice = patient(), a_practice()
    ada = tell_all(mira.id, is_for_child=True)
    agree_to_all(mira.id, dependent_id=ada)
    with own_scope(mira.id, practice.id) as actor:
        open_chart(actor, person_id=mira.id, dependent_id=ada)

    text = signed_in(mira).get("/me/details").content.decode()

    texts = wanted_texts(state="CO", is_guardians=True)
    shown = [
        one.title in text and all(words.replace("'", "&#x27;") in text for words in one.paragraphs) for one in texts
    ]
    assert shown == [True] * len(texts)
    assert ["Colorado" in text, "Ada" in text, practice.name in text] == [True] * 3


def test_a_childs_details_are_corrected():
    mira = patient()
    ada = tell_all(mira.id, is_for_child=True)

    answer = signed_in(mira).post(f"/me/details/child/{ada}", {"name": "Ada Lou", "birth_date": "5/18/2015"})

    with own_scope(mira.id):
        kept = Dependent.objects.get()
        assert (kept.name.reveal(), kept.birth_date) == ("Ada Lou", date(2015, 5, 18))
    assert answer["Location"] == "/me/details"


@pytest.mark.parametrize("wrong", [{"name": " "}, {"birth_date": "5/18/2090"}, {"birth_date": "5/18/1990"}])
def test_a_correction_that_cannot_be_changes_nothing(wrong):
    mira = patient()
    ada = tell_all(mira.id, is_for_child=True)

    answer = signed_in(mira).post(f"/me/details/child/{ada}", {"name": "Bo", "birth_date": "5/18/2015"} | wrong)

    with own_scope(mira.id):
        assert Dependent.objects.get().name.reveal() == "Ada"
    assert answer.status_code == 422


def test_another_persons_child_is_not_there():
    mira, other = patient(), patient("other@example.org")
    ada = tell_all(other.id, is_for_child=True)

    assert signed_in(mira).get(f"/me/details/child/{ada}").status_code == 404


def test_a_provider_sees_whom_to_call_and_notes_how_it_went():
    mira, practice = patient(), a_practice()
    tell_all(mira.id, safety=Safety.THOUGHTS)
    agree_to_all(mira.id)
    with own_scope(mira.id, practice.id) as actor:
        open_chart(actor, person_id=mira.id)
    with scope(practice.id):
        call = FollowUp.objects.get().id
    browser = signed_in(colleague(Role.PROVIDER, practice_id=practice.id))
    address = f"/provider/follow-ups/{call}"

    text = browser.get(address).content.decode()
    wrong = browser.post(address, {"outcome": " "})
    done = browser.post(address, {"outcome": "She is safe, with her sister."})

    with scope(practice.id):
        left = Task.objects.filter(kind="patients.call_somebody", state="open").count()
    assert ["Mira Okafor" in text, "mira@example.org" in text, "Colorado" in text] == [True] * 3
    assert (wrong.status_code, done["Location"], left) == (422, "/provider", 0)
    assert "She is safe" in browser.get(address).content.decode()
