"""The pages of notes: writing, two tabs, a last look, what is added, what is nobody else's."""

import json
import re
from uuid import UUID

import pytest
from django.test import Client

from attune.care_records.actions.open_encounter import open_encounter
from attune.care_records.models import NoteDraft
from attune.care_records.queries.notes import note
from attune.care_records.queries.psychotherapy import psychotherapy_note
from attune.care_records.rules.note import SECTION_CHARS_MAX
from attune.foundation.authorization import Role
from attune.scheduling.models import Seat
from tests.care_records.sessions import SOAP, Care, begin, care_in
from tests.support.world import World, cast, sign_in

PARTIAL = {"HX-Request": "true"}


@pytest.fixture
def world(committed_database: str) -> World:
    return cast()


@pytest.fixture
def care(world: World) -> Care:
    return care_in(world)


@pytest.fixture
def browser(care: Care) -> Client:
    client = Client()
    sign_in(client, care.world.a[Role.PROVIDER])
    return client


def seat_of(care: Care, appointment_id: UUID) -> UUID:
    with care.opened(care.provider):
        return Seat.objects.get(appointment_id=appointment_id).id


def opened_page(care: Care, browser: Client, appointment_id: UUID | None = None) -> str:
    """Open the page of a session's note and return it."""
    about = seat_of(care, appointment_id or care.session())
    return browser.get(f"/provider/notes/about/{about}").content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def address(page: str) -> str:
    """Return where the page's note is saved."""
    found = re.search(r'action="(/provider/notes/[0-9a-f-]+/save)"', page)
    assert found
    return found[1]


def told(page: str, **changed: str) -> dict[str, str]:
    return SOAP | {name: hidden(page, name) for name in ("revision", "writer", "here")} | changed


def test_a_note_is_saved_by_the_form_alone(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)

    answer = browser.post(address(page), told(page), follow=True)

    assert answer.redirect_chain == [(hidden(page, "here"), 302)]
    assert "Step three, twice." in answer.content.decode()


def test_a_script_hears_the_revision_to_go_on_from(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)

    first = browser.post(address(page), told(page), headers=PARTIAL)
    again = browser.post(address(page), told(page, plan="Step four."), headers=PARTIAL)

    heard = [json.loads(one.headers["HX-Trigger"])["note-saved"]["revision"] for one in (first, again)]
    assert (first.status_code, first.content, heard) == (204, b"", [1, 2])


def test_a_second_tab_is_told_and_keeps_its_words(care: Care, browser: Client) -> None:
    appointment_id = care.session()
    one, other = opened_page(care, browser, appointment_id), opened_page(care, browser, appointment_id)
    browser.post(address(one), told(one, plan="The first tab."), headers=PARTIAL)

    partial = browser.post(address(other), told(other, plan="The second tab."), headers=PARTIAL)
    whole = browser.post(address(other), told(other, plan="The second tab."))

    assert (partial.status_code, partial.headers["HX-Retarget"]) == (409, "#note-problem")
    assert "The first tab." in partial.content.decode()
    assert whole.status_code == 409
    for words in ("The first tab.", "The second tab.", 'name="revision" value="1"'):
        assert words in whole.content.decode()


def test_words_that_are_too_long_are_shown_again(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)

    answer = browser.post(address(page), told(page, plan="x" * (SECTION_CHARS_MAX + 1)))

    assert answer.status_code == 422
    assert "Plan has 20001 characters; 20000 is the most." in answer.content.decode()


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_broken_revision_saves_nothing(care: Care, browser: Client, revision: str) -> None:
    page = opened_page(care, browser)

    assert browser.post(address(page), told(page, revision=revision)).status_code == 409


def test_where_one_comes_back_to_is_a_page_of_ours(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)

    answer = browser.post(address(page), told(page, here="https://example.org/"))

    assert answer["Location"] == address(page).removesuffix("/save")


def test_another_kind_keeps_the_words(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)

    answer = browser.post(address(page), told(page, kind="free"), headers=PARTIAL)

    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#note-panel")
    assert "Calmer after ten minutes.\n\nLess panic." in answer.content.decode()


def test_a_note_is_looked_over_signed_and_added_to(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)
    look = browser.post(address(page), told(page, then="sign"), follow=True)
    sign_at = look.redirect_chain[-1][0]

    signed = browser.post(sign_at, {"revision": hidden(look.content.decode(), "revision")}, follow=True)
    added = browser.post(
        address(page).replace("/save", "/addendum"), {"text": "She called.", "here": hidden(page, "here")}, follow=True
    )

    assert "A last look" in look.content.decode()
    assert "Signed. From now on it stays as it is" in signed.content.decode()
    assert "<textarea" in signed.content.decode()
    assert 'name="plan"' not in signed.content.decode()
    assert "She called." in added.content.decode()


def test_the_last_look_shows_what_another_tab_saved_before_it_signs(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)
    sign_at = browser.post(address(page), told(page, then="sign"))["Location"]
    browser.post(address(page), told(page, plan="Changed meanwhile."))

    answer = browser.post(sign_at, {"revision": "1"})

    assert answer.status_code == 409
    assert "Changed meanwhile." in answer.content.decode()


def test_a_signed_note_takes_what_a_late_tab_typed_as_an_addendum(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)
    sign_at = browser.post(address(page), told(page, then="sign"))["Location"]
    browser.post(sign_at, {"revision": "1"})

    partial = browser.post(address(page), told(page, plan="Late."), headers=PARTIAL)
    whole = browser.post(address(page), told(page, plan="Late."))
    twice = browser.post(sign_at, {"revision": "1"}, follow=True)

    assert (partial.status_code, whole.status_code) == (409, 409)
    assert "This note was signed" in partial.content.decode()
    assert "Late.</textarea>" in whole.content.decode()
    assert "This note is signed already." in twice.content.decode()


def test_an_addendum_needs_a_word(care: Care, browser: Client) -> None:
    note_id = care.signed()

    answer = browser.post(f"/provider/notes/{note_id}/addendum", {"text": " "})

    assert answer.status_code == 422
    assert "There is not a word in it yet." in answer.content.decode()


def test_the_previous_note_stands_beside_the_new_one(care: Care, browser: Client) -> None:
    first = care.session(hour=9)
    second = care.session(hour=11)
    with care.opened(care.provider):
        begin(first, hours=30)
    care.signed(first, plan="Breathing sheet, four evenings.")

    page = opened_page(care, browser, second)

    assert "Last time" in page
    assert "Breathing sheet, four evenings." in page


def test_private_notes_are_kept_apart(care: Care, browser: Client) -> None:
    appointment_id = care.session()
    with care.opened(care.provider) as actor:
        (encounter,) = open_encounter(actor, appointment_id)
    at = f"/provider/notes/private/{encounter.encounter_id}"
    page = browser.get(at).content.decode()
    words = {"text": "Reminds me of my own.", "revision": "0", "writer": hidden(page, "writer")}

    saved = browser.post(at, words, headers=PARTIAL)
    stale = browser.post(at, words | {"text": "Other.", "writer": "other"}, headers=PARTIAL)
    shown = browser.get(at).content.decode()

    with care.opened(care.provider) as actor:
        found = psychotherapy_note(actor, encounter.encounter_id)
        assert NoteDraft.objects.count() == 0
    assert (saved.status_code, stale.status_code) == (204, 409)
    assert found is not None
    assert found.text == "Reminds me of my own."
    assert "Reminds me of my own." in shown
    for member in (care.world.a[Role.SUPERVISOR], care.world.a[Role.OWNER]):
        other = Client()
        sign_in(other, member)
        assert other.get(at).status_code in {403, 404}


def test_the_list_names_what_is_still_to_sign(care: Care, browser: Client) -> None:
    care.signed(care.session(hour=9))
    waiting = care.session(hour=11)

    page = browser.get("/provider/notes").content.decode()

    assert page.count("/provider/notes/about/") == 1
    assert f"/provider/notes/about/{seat_of(care, waiting)}" in page
    assert "Ana Reyes" in page


def test_a_draft_is_its_authors_alone(care: Care) -> None:
    note_id, _ = care.draft(care.session())
    supervisor = Client()
    sign_in(supervisor, care.world.a[Role.SUPERVISOR])

    assert supervisor.get(f"/provider/notes/{note_id}").status_code == 404


def test_the_key_of_the_browsers_copy_is_the_persons_own(care: Care, browser: Client) -> None:
    appointment_id = care.session()
    one, again = opened_page(care, browser, appointment_id), opened_page(care, browser, appointment_id)
    keys = [re.search(r'data-copy-key="([^"]+)"', page) for page in (one, again)]

    assert all(keys)
    assert len({found[1] for found in keys if found}) == 1
    assert hidden(one, "writer") != hidden(again, "writer")


def test_what_was_saved_is_what_was_typed(care: Care, browser: Client) -> None:
    page = opened_page(care, browser)
    browser.post(address(page), told(page, plan="One\r\nTwo <b>& three</b>"))
    note_id = UUID(address(page).split("/")[3])

    with care.opened(care.provider) as actor:
        assert note(actor, note_id).body.section("plan") == "One\nTwo <b>& three</b>"
    assert "Two &lt;b&gt;&amp; three&lt;/b&gt;" in opened_page(care, browser, appointment_of(care, note_id))


def appointment_of(care: Care, note_id: UUID) -> UUID:
    with care.opened(care.provider) as actor:
        return note(actor, note_id).encounter.appointment_id
