"""The questions before care: few, saved as one goes, kind about what is wrong, nothing lost."""

import re

import pytest
from django.test import Client

from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.models import FunnelStep, OnboardingAnswers, SafetyAnswer
from attune.patients.queries.answers import answers
from attune.patients.rules.answers import STEPS, Answers, CareFor, Step, Strength
from attune.web.onboarding.forms import TimesForm, WishesForm
from attune.web.onboarding.steps import FORMS, after_last
from attune.web.onboarding.visitor import COOKIE, remembered_id
from tests.web.onboarding.asking import ADULT, GIVEN, answer_all, give, visitor_id

NOTHING = Answers(new_id(), new_id())

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database", "mailbox")]


def told_by(client: Client) -> Answers:
    with scope(person_id=visitor_id(client), plane=Plane.SELF):
        return answers(visitor_id(client))


def page(client: Client, step: Step) -> str:
    return client.get(f"/start/{step}").content.decode()


def test_there_are_seven_questions_with_six_answers_that_must_be_given():
    asked = {name for form in FORMS.values() for name, field in form().fields.items() if field.required}
    answered_already = {"places", "language", "gender_strength", "modality_strength"}
    shown = {name for form in (TimesForm, WishesForm) for name, told in form.told(NOTHING).items() if told}

    assert len(STEPS) == 7
    assert answered_already <= shown
    assert asked - answered_already == {"first", "who", "birth_date", "zip_code", "payer", "safety"}


def test_somebody_answers_every_question_and_each_is_kept():
    client = Client()

    addresses = answer_all(client)

    told = told_by(client)
    assert addresses == [*(f"/start/{step}" for step in STEPS[1:]), after_last()]
    assert (told.concerns, told.own_words) == (("anxiety", "sleep"), "Я не сплю.\nمنذ شهور")
    assert (told.care_for, str(told.birth_date)) == (CareFor.SELF, ADULT)
    assert (told.zip_code, told.state, told.zone) == ("80302", "CO", "America/Denver")
    assert (told.places, told.windows) == (("video", "phone"), ("weekday_evening",))
    assert (told.payer, told.budget_minor) == ("self_pay", 12_050)
    assert (told.gender_must, told.gender_nice, told.modality, told.modality_strength) == (
        "woman",
        None,
        "cbt",
        Strength.NICE,
    )
    assert told.is_complete
    assert sorted(FunnelStep.objects.values_list("step", flat=True)) == sorted(STEPS)
    assert set(FunnelStep.objects.values_list("journey_id", flat=True)) == {told.journey_id}


def test_looking_at_a_question_makes_nobody_and_the_first_answer_does():
    client = Client()
    client.get("/start/concerns")

    before = COOKIE in client.cookies
    give(client, Step.CONCERNS)

    cookie = client.cookies[COOKIE]
    assert (before, bool(cookie["httponly"]), cookie["samesite"]) == (False, True, "Lax")


def test_a_cookie_somebody_wrote_themselves_names_nobody():
    victim = Client()
    answer_all(victim)
    attacker = Client()
    attacker.cookies[COOKIE] = visitor_id(victim).hex

    assert "Saved" not in page(attacker, Step.CONCERNS)
    assert attacker.get("/start")["Location"] == "/start/concerns"


def test_going_back_shows_what_was_answered_and_an_answer_can_be_changed():
    client = Client()
    answer_all(client)

    shown = page(client, Step.WHO)
    give(client, Step.PAYING, {"payer": "aetna", "budget": ""})

    assert 'value="05/17/1990"' in shown
    assert "Saved" in shown
    told = told_by(client)
    assert (told.payer, told.budget_minor, told.concerns) == ("aetna", None, ("anxiety", "sleep"))


def test_two_tabs_each_keep_their_own_question():
    client = Client()
    give(client, Step.CONCERNS)
    page(client, Step.TIMES), page(client, Step.WHERE)

    give(client, Step.TIMES)
    give(client, Step.WHERE)

    told = told_by(client)
    assert (told.windows, told.state) == (("weekday_evening",), "CO")
    assert client.get("/start").context["on_url"] == "/start/who"


def test_a_question_sent_twice_is_answered_once():
    client = Client()

    first, second = give(client, Step.CONCERNS), give(client, Step.CONCERNS)

    assert (first["Location"], second["Location"]) == ("/start/who", "/start/who")
    assert FunnelStep.objects.count() == 1


WRONG = [
    (Step.CONCERNS, {"first": ""}, "Choose what matters most."),
    (Step.CONCERNS, {"own_words": "ß" * 10_001}, "10,001 characters"),
    (Step.WHO, {"birth_date": "5/17/2090"}, "has not come yet"),
    (Step.WHO, {"birth_date": "5/17/1890"}, "too long ago"),
    (Step.WHO, {"birth_date": "2/30/1990"}, "cannot read this date"),
    (Step.WHO, {"birth_date": ""}, "Tell us the birth date"),
    (Step.WHO, {"who": ""}, "Choose whom it is for"),
    (Step.WHO, {"who": "child", "birth_date": ADULT}, "18 or older"),
    (Step.WHO, {"who": "child", "birth_date": "1/1/2025"}, "youngest children"),
    (Step.WHERE, {"zip_code": "80599"}, "We cannot find 80599"),
    (Step.WHERE, {"zip_code": "eight"}, "We cannot find eight"),
    (Step.WHERE, {"zip_code": "09001"}, "post for the forces"),
    (Step.WHERE, {"zip_code": ""}, "Type the five digits"),
    (Step.TIMES, {"places": []}, "at least one way"),
    (Step.TIMES, {"windows": ["midnight"]}, "midnight"),
    (Step.PAYING, {"payer": ""}, "Choose how you will pay"),
    (Step.PAYING, {"budget": "-5"}, "above $0"),
    (Step.PAYING, {"budget": "much"}, "Write a sum in dollars"),
    (Step.WISHES, {"gender": "", "gender_strength": "must"}, "You said that it has to be so"),
    (Step.SAFETY, {"safety": ""}, "is an answer, too"),
]


@pytest.mark.parametrize(("step", "change", "said"), WRONG)
def test_a_wrong_answer_is_said_kindly_and_loses_nothing(step, change, said):
    client = Client()
    give(client, Step.CONCERNS)
    before = told_by(client)

    answer = give(client, step, GIVEN[step] | change)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert told_by(client) == before


def test_ten_thousand_characters_of_any_script_are_kept():
    client, text = Client(), "心" * 9_990 + "\r\n" + "🪷" * 9

    give(client, Step.CONCERNS, GIVEN[Step.CONCERNS] | {"own_words": text})

    assert told_by(client).own_words == text.replace("\r\n", "\n")
    assert "🪷" in page(client, Step.CONCERNS)


def test_what_was_typed_wrongly_stays_in_the_field():
    client = Client()

    answer = give(client, Step.WHERE, {"zip_code": "80599"})

    assert 'value="80599"' in answer.content.decode()


def test_a_state_can_be_chosen_where_there_is_no_zip_code():
    client = Client()
    give(client, Step.WHERE, {"zip_code": "", "state": "TN", "zone": "America/New_York"})

    first = told_by(client)
    give(client, Step.WHERE, {"zip_code": "", "state": "TN", "zone": "Europe/Paris"})

    assert (first.state, first.zone, first.zip_code) == ("TN", "America/New_York", "")
    assert told_by(client).zone == "America/Chicago"


@pytest.mark.parametrize("order", [(Step.WHO, Step.WHERE), (Step.WHERE, Step.WHO)])
def test_a_minor_alone_is_kindly_led_to_a_parent_and_a_parent_goes_on_from_there(order):
    client, minor = Client(), {"who": "self", "birth_date": "5/17/2012"}
    give(client, Step.CONCERNS)
    for step in order:
        answer = give(client, step, minor if step is Step.WHO else GIVEN[step])
        if answer.status_code != 302:
            break

    text = answer.content.decode()
    (born,) = re.findall(r'birth_date" value="([^"]+)', text)
    handed = give(client, Step.WHO, {"who": "child", "birth_date": born})

    assert answer.status_code == 422
    assert "A parent or guardian can do this with you" in text
    assert "988" in text
    assert handed["Location"] == "/start/where"
    told = told_by(client)
    assert (told.is_for_child, str(told.birth_date), told.concerns) == (True, "2012-05-17", ("anxiety", "sleep"))


@pytest.mark.parametrize("answer", ["thoughts", "now"])
def test_who_is_not_safe_sees_whom_to_call_in_the_very_answer_and_may_go_on(answer):
    client = Client()

    shown = give(client, Step.SAFETY, {"safety": answer})

    text = shown.content.decode()
    assert shown.status_code == 200
    assert ["tel:988" in text, "sms:741741" in text, "tel:911" in text] == [True] * 3
    assert f'href="{after_last()}"' in text
    assert told_by(client).steps_done == (Step.SAFETY,)


@pytest.mark.parametrize("answer", ["safe", "unsaid"])
def test_who_is_safe_or_would_rather_not_say_goes_on(answer):
    assert give(Client(), Step.SAFETY, {"safety": answer})["Location"] == after_last()


def test_a_question_asked_by_another_page_leads_back_to_it_and_to_no_other_site():
    client = Client()

    ours = give(client, Step.WHERE, GIVEN[Step.WHERE] | {"next": "/start/consents?next=/book/1"})
    theirs = give(client, Step.WHERE, GIVEN[Step.WHERE] | {"next": "https://evil.example/"})
    tricky = give(client, Step.WHERE, GIVEN[Step.WHERE] | {"next": "//evil.example/"})

    assert ours["Location"] == "/start/consents?next=/book/1"
    assert (theirs["Location"], tricky["Location"]) == ("/start/times", "/start/times")


def test_a_state_where_nobody_can_be_booked_is_told_at_once_and_the_answers_are_kept():
    client = Client()
    give(client, Step.CONCERNS)
    give(client, Step.WHERE, {"zip_code": "82001"})

    text = page(client, Step.TIMES)

    assert "Nobody here is licensed in Wyoming and free just now." in text
    assert (told_by(client).state, told_by(client).concerns) == ("WY", ("anxiety", "sleep"))


def test_beginning_anew_forgets_every_answer():
    client = Client()
    answer_all(client)
    person = visitor_id(client)

    answer = client.post("/start/anew")

    with scope(person_id=person, plane=Plane.SELF):
        left = OnboardingAnswers.objects.count(), SafetyAnswer.objects.count()
    assert (answer["Location"], left) == ("/start/concerns", (0, 0))


def test_there_is_no_other_question():
    assert Client().get("/start/diagnosis").status_code == 404


def test_pages_are_kept_out_of_caches_and_answers_out_of_addresses():
    client = Client()
    addresses = answer_all(client)

    assert client.get("/start/who").headers["Cache-Control"] == "private, no-store"
    assert [address for address in addresses if "?" in address] == []
    assert remembered_id(client.get("/start/who").wsgi_request) == visitor_id(client)
