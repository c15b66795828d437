"""What is written down of each session: questionnaires before it, a note after it. All of it is invented."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Final
from uuid import UUID

from attune.care_records.actions.open_encounter import open_encounter
from attune.care_records.actions.sign_note import sign_note
from attune.care_records.actions.write_note import open_note, save_draft
from attune.demo.history.lives import Course, Life
from attune.demo.network.coming import own, patient_actor
from attune.demo.network.workplace import at_work
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import scope
from attune.kernel.interval import Interval
from attune.measures.actions.keep_rhythm import send_before
from attune.measures.actions.submit import submit
from attune.measures.queries.own import due_of_person
from attune.measures.rules.instrument import Instrument
from attune.scheduling.queries.seats_to_tell import coming_seats

FIRST: Final = "First visit. A working hypothesis, to be tested in the next weeks."
WEEKLY: Final[Mapping[Course, float]] = {Course.BETTER: -0.16, Course.SAME: 0.0, Course.WORSE: 0.13}
"""How much of their burden somebody loses or gains from one session to the next."""

_SUBJECTIVE: Final[Mapping[Course, tuple[str, ...]]] = {
    Course.BETTER: (
        "Slept through four nights of seven. Went to the Sunday dinner and stayed until dessert.",
        "Says the week was “almost ordinary”. Used the breathing before the meeting, without anybody noticing.",
        "Called her sister. Less dread in the mornings; the walk before work helps.",
    ),
    Course.SAME: (
        "Much as last week. Worry is worst between two and four at night.",
        "Did the exercise twice, then a bad day came and it slipped. Describes feeling flat.",
        "Work has been loud. No new events; appetite unchanged.",
    ),
    Course.WORSE: (
        "Stayed in bed on three days. Canceled a visit and felt relieved, then ashamed.",
        "Describes more frequent panic on the train, and has begun to avoid it.",
        "Sleep is down to four hours. Says nothing holds their interest.",
    ),
}
_OBJECTIVE: Final = ("On time, oriented, speech even. Affect reactive.", "Tired, cooperative. Thought process linear.")
_ASSESSMENT: Final[Mapping[Course, str]] = {
    Course.BETTER: "Improving, in line with the questionnaire. No risk found today.",
    Course.SAME: "No reliable change so far. No risk found today; asked directly.",
    Course.WORSE: "Worse than two weeks ago. Risk asked about directly: no plan, no intent. Watch closely.",
}
_PLAN: Final = (
    "Go on with the thought record, three entries. Same time next week.",
    "One step of the ladder a day. Review sleep diary next week.",
    "Agreed on two evenings without the telephone. Look at what the walk changed.",
)


def answer_questions(life: Life, person_id: UUID, practice_id: UUID, *, number: int, until: datetime) -> None:
    """Send what is due before the sessions that begin by then, and let somebody answer theirs."""
    with scope(practice_id) as opened:
        system = system_actor(practice_id)
        coming = coming_seats(system, Interval(opened.now, until))
        send_before(system, [one for one in coming if one.person_id == person_id])
    actor = patient_actor(person_id, practice_id)
    with own(actor):
        for one in due_of_person(actor):
            submit(actor, assessment_id=one.assessment_id, answers=answers(one.instrument, life, number=number))


def answers(instrument: Instrument, life: Life, *, number: int) -> dict[str, int]:
    """Return what somebody answers before their so-many-th session."""
    dice = Random(f"{life.seed}:{instrument.code}:{number}")  # noqa: S311
    share = min(1.0, max(0.04, life.severity / 27 * (1 + WEEKLY[life.course]) ** (number - 1)))
    given = {item.code: min(3, int(share * 3 + dice.random())) for item in instrument.items}
    if instrument.safety is not None:
        given[instrument.safety.item] = int(life.asks_for_help and number > 1)
    return given


def write_note(provider: Actor, life: Life, appointment_id: UUID, *, number: int, signs: bool) -> None:
    """Let a provider write the note of a session, and sign it or leave it for later."""
    dice = Random(f"{life.seed}:note:{number}")  # noqa: S311
    with at_work(provider):
        for encounter in open_encounter(provider, appointment_id):
            note = open_note(provider, encounter.encounter_id)
            body = {
                "subjective": dice.choice(_SUBJECTIVE[life.course]),
                "objective": dice.choice(_OBJECTIVE),
                "assessment": _ASSESSMENT[life.course] if number > 1 else FIRST,
                "plan": dice.choice(_PLAN),
            }
            revision = save_draft(provider, note.note_id, body, note.revision)
            if signs:
                sign_note(provider, note.note_id, revision=revision)
