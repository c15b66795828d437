"""Notes: written in a draft, signed for good, added to."""

from datetime import timedelta

import pytest

from attune.care_records.actions.add_addendum import add_addendum
from attune.care_records.actions.open_encounter import open_encounter
from attune.care_records.actions.sign_note import sign_note
from attune.care_records.actions.write_note import change_kind, open_note, save_draft
from attune.care_records.errors import (
    NoSuchEncounter,
    NoSuchNote,
    NoSuchRecord,
    NoteEmpty,
    NoteNotSigned,
    NoteSigned,
    SectionTooLong,
    SectionUnknown,
    SessionNotBegun,
    StaleDraft,
)
from attune.care_records.models import NoteDraft, SignedNote
from attune.care_records.queries.notes import last_note, note, note_for, notes_of, signed_seats, unsigned_notes
from attune.care_records.rules.note import SECTION_CHARS_MAX, NoteKind, seal_of
from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.clock import now
from attune.kernel.identifiers import new_id
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.booking_errors import NoSuchAppointment
from tests.care_records.sessions import SOAP, Care
from tests.support.audit import actions_recorded

FREE = {"text": "One page."}


def test_an_encounter_is_made_from_the_appointment_once_and_follows_it(care: Care) -> None:
    appointment_id = care.session()

    with care.opened(care.provider) as actor:
        (first,) = open_encounter(actor, appointment_id)
        mark_attendance(actor, seat_id=first.seat_id, has_attended=True)
        (second,) = open_encounter(actor, appointment_id)

    assert second.encounter_id == first.encounter_id
    assert (first.attendance, second.attendance) == ("open", "attended")
    assert (first.chart_id, first.minutes, first.place, first.participants) == (care.chart_id, 50, "video", 1)


def test_only_who_gives_a_session_opens_it(care: Care) -> None:
    appointment_id = care.session()

    with care.opened(care.stranger) as stranger, pytest.raises(NoSuchAppointment):
        open_encounter(stranger, appointment_id)
    with care.opened(care.role(Role.SUPERVISOR)) as supervisor, pytest.raises(NotPermitted):
        open_encounter(supervisor, appointment_id)


def test_a_draft_is_saved_again_and_again(care: Care) -> None:
    note_id, revision = care.draft(care.session())

    with care.opened(care.provider) as actor:
        same = save_draft(actor, note_id, SOAP, revision)
        later = save_draft(actor, note_id, SOAP | {"plan": "Step four."}, same)
        found = note(actor, note_id)

    assert (revision, same, later) == (1, 1, 2)
    assert (found.is_signed, found.body.section("plan"), found.revision) == (False, "Step four.", 2)


def test_two_tabs_on_one_note_lose_nothing(care: Care) -> None:
    note_id, revision = care.draft(care.session())

    with care.opened(care.provider) as actor:
        save_draft(actor, note_id, SOAP | {"plan": "The first tab."}, revision)
        with pytest.raises(StaleDraft) as refused:
            save_draft(actor, note_id, SOAP | {"plan": "The second tab."}, revision)
        with pytest.raises(StaleDraft):
            sign_note(actor, note_id, revision=revision)
        with pytest.raises(StaleDraft):
            change_kind(actor, note_id, NoteKind.FREE, revision)
        kept = note(actor, note_id)

    assert (refused.value.revision, kept.body.section("plan")) == (2, "The first tab.")


def test_a_page_whose_answer_was_lost_goes_on(care: Care) -> None:
    note_id, revision = care.draft(care.session())

    with care.opened(care.provider) as actor:
        save_draft(actor, note_id, SOAP | {"plan": "Step"}, revision, writer="this page")
        again = save_draft(actor, note_id, SOAP | {"plan": "Step four"}, revision, writer="this page")
        with pytest.raises(StaleDraft):
            save_draft(actor, note_id, SOAP | {"plan": "Step five"}, revision, writer="another page")
        change_kind(actor, note_id, NoteKind.FREE, again)
        with pytest.raises(StaleDraft):
            save_draft(actor, note_id, SOAP | {"plan": "Step six"}, again, writer="this page")

    assert again == 3


@pytest.mark.parametrize(
    ("told", "error"),
    [({"verdict": "x"}, SectionUnknown), ({"plan": "x" * (SECTION_CHARS_MAX + 1)}, SectionTooLong)],
)
def test_what_is_no_section_is_refused(care: Care, told: dict[str, str], error: type[Exception]) -> None:
    note_id, revision = care.draft(care.session())

    with care.opened(care.provider) as actor, pytest.raises(error):
        save_draft(actor, note_id, told, revision)


def test_changing_the_kind_keeps_every_word(care: Care) -> None:
    note_id, revision = care.draft(care.session())

    with care.opened(care.provider) as actor:
        change_kind(actor, note_id, NoteKind.FREE, revision)
        found = note(actor, note_id)

    assert found.body.section("text") == "\n\n".join(SOAP.values())


def test_a_signed_note_stays_and_its_seal_is_that_of_its_text(care: Care) -> None:
    note_id, revision = care.draft(care.session())

    with care.opened(care.provider) as actor:
        seal = sign_note(actor, note_id, revision=revision)
        found = note(actor, note_id)
        text = SignedNote.objects.get(id=note_id).body.reveal()

    assert (found.is_signed, found.signed_name, found.author_id) == (True, "Maria Testerson, PhD", actor.person_id)
    assert dict(found.body.sections) == SOAP
    assert seal == found.seal == seal_of(text)


def test_signing_twice_and_saving_after_are_refused(care: Care) -> None:
    note_id = care.signed()

    with care.opened(care.provider) as actor:
        for late in (
            lambda: sign_note(actor, note_id, revision=1),
            lambda: save_draft(actor, note_id, SOAP, 1),
            lambda: change_kind(actor, note_id, NoteKind.FREE, 1),
        ):
            with pytest.raises(NoteSigned):
                late()
        assert open_note(actor, note(actor, note_id).encounter.encounter_id).is_signed
        assert NoteDraft.objects.count() == 0


def test_nothing_is_signed_without_a_word_or_before_the_session(care: Care) -> None:
    empty, revision = care.draft(care.session(), plan=" ")
    early, early_revision = care.draft(care.session(hour=11, begun=False))

    with care.opened(care.provider) as actor:
        with pytest.raises(NoteEmpty):
            sign_note(actor, empty, revision=revision)
        with pytest.raises(SessionNotBegun):
            sign_note(actor, early, revision=early_revision)


def test_an_addendum_is_all_that_a_signed_note_takes(care: Care) -> None:
    note_id = care.signed()
    draft_id, _ = care.draft(care.session(hour=11))

    with care.opened(care.provider) as actor:
        add_addendum(actor, note_id, text=" She called on Friday. ")
        with pytest.raises(NoteEmpty):
            add_addendum(actor, note_id, text="  ")
        with pytest.raises(NoteNotSigned):
            add_addendum(actor, draft_id, text="More.")
        with pytest.raises(NoSuchNote):
            add_addendum(actor, new_id(), text="More.")
        found = note(actor, note_id)

    assert [(one.text, one.added_name) for one in found.addenda] == [("She called on Friday.", "Maria Testerson, PhD")]
    assert dict(found.body.sections) == SOAP


def test_another_practice_finds_no_note(care: Care) -> None:
    note_id = care.signed()
    draft_id, revision = care.draft(care.session(hour=11))

    with care.opened(care.stranger) as stranger:
        for asked in (
            lambda: note(stranger, note_id),
            lambda: note(stranger, draft_id),
            lambda: save_draft(stranger, draft_id, SOAP, revision),
            lambda: sign_note(stranger, draft_id, revision=revision),
            lambda: add_addendum(stranger, note_id, text="Mine."),
        ):
            with pytest.raises(NoSuchNote):
                asked()
        with pytest.raises(NoSuchRecord):
            notes_of(stranger, care.chart_id)


def test_lists_show_what_is_signed_and_what_is_still_to_sign(care: Care) -> None:
    first, second = care.session(), care.session(hour=11)
    note_id = care.signed(first)
    with care.opened(care.provider) as actor:
        before = unsigned_notes(actor)
    draft_id, _ = care.draft(second, plan="Soon.")

    with care.opened(care.provider) as actor:
        (to_sign,) = unsigned_notes(actor)
        (listed,) = notes_of(actor, care.chart_id)
        last = last_note(actor, care.chart_id)
        found = [note_for(actor, one) for one in (first, second, new_id())]
        seats = signed_seats(actor, [listed.encounter.seat_id, to_sign.seat.seat_id])

    assert [one.note_id for one in before] == [None]
    assert (to_sign.note_id, to_sign.seat.appointment_id) == (draft_id, second)
    assert to_sign.is_late(now()) is False
    assert to_sign.is_late(now() + timedelta(days=4)) is True
    assert last is not None
    assert (listed.note_id, last.note_id) == (note_id, note_id)
    assert [one.note_id if one else None for one in found] == [note_id, draft_id, None]
    assert seats == {listed.encounter.seat_id}


def test_each_step_is_on_record(care: Care) -> None:
    note_id = care.signed()
    with care.opened(care.provider) as actor:
        add_addendum(actor, note_id, text="More.")
        note(actor, note_id)
        told = actions_recorded("care_records.")

    assert told == [
        "care_records.encounter.opened",
        "care_records.note.begun",
        "care_records.note.signed",
        "care_records.note.added_to",
        "care_records.note.read",
    ]


def test_who_holds_no_clinical_role_reads_nothing(care: Care) -> None:
    note_id = care.signed()

    for role in (Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER, Role.BILLER, Role.AUDITOR):
        with care.opened(care.role(role)) as actor, pytest.raises(NotPermitted):
            note(actor, note_id)


def test_a_stranger_opens_no_note_of_an_encounter(care: Care) -> None:
    appointment_id = care.session()
    with care.opened(care.provider) as actor:
        (encounter,) = open_encounter(actor, appointment_id)

    with care.opened(care.stranger) as stranger, pytest.raises(NoSuchEncounter):
        open_note(stranger, encounter.encounter_id)
