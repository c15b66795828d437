"""The texts that are in force, and every one that ever was. Have counsel read them before people do."""

from typing import Final

from attune.patients.rules.consents import ConsentText

VERSION: Final = "2026-11"

_TERMS = (
    "Attune is where you find and meet a therapist. Attune gives no therapy itself.",
    "The practice you book with gives the care, keeps the record and answers for both. No other practice sees it.",
    "You may stop at any time. Cancelling late or not coming may cost a fee; you see it before you book.",
)
_PRIVACY = (
    "What you tell is kept behind a wall around the practice that cares for you, and encrypted.",
    "It is used for care, for payment and for running the practice. For anything else you are asked first.",
    "You may see the record, have a copy of it, ask for corrections, and see who read it.",
    "Some things have to be told by law: danger to a life, abuse of a child or of a dependent adult, a court's order.",
)
_PRIVACY_CHILD = (
    "What is told about your child is kept behind a wall around the practice that cares for them, and encrypted.",
    "It is used for care, for payment and for running the practice. For anything else you are asked first.",
    "You may see your child's record, have a copy of it and ask for corrections, as far as the law of your state and "
    "your child's age allow.",
    "Some things have to be told by law: danger to a life, abuse of a child or of a dependent adult, a court's order.",
)
_TREATMENT = (
    "Therapy helps many people and not all. Talking about hard things can feel worse before it feels better.",
    "There are other ways: another therapist, another kind of therapy, medication, groups, or waiting. Ask about them.",
    "A therapist who works under supervision says so, and names who supervises.",
    "You may ask questions, say no to anything and end therapy at any time.",
)
_TREATMENT_CHILD = (
    "I may decide about my child's health care alone, or whoever decides with me agrees. If a court ordered otherwise, "
    "I show the order to the practice.",
    "Therapy helps many children and not all. Talking about hard things can feel worse before it feels better.",
    "Some of what my child says stays between them and their therapist, so that they can speak freely. I am told what "
    "I need to keep them safe.",
    "I may ask questions, say no to anything and end therapy at any time.",
)
_TELEHEALTH = (
    "Sessions run over video or phone. The line can fail; then the therapist calls you, or you find another time.",
    "Sit where nobody else can hear. Say where you are at the start of each session: a therapist needs a license for "
    "the state you are in.",
    "In an emergency a therapist who is far away may not be able to help at once: call 911, or 988 in a crisis.",
    "Nothing is recorded unless you agreed to it before. You may ask to be seen in person instead.",
)
_TELEHEALTH_CHILD = (
    "Sessions run over video or phone. The line can fail; then the therapist calls you, or you find another time.",
    "My child sits where nobody else can hear, and I am close enough to be reached during the session. A therapist "
    "needs a license for the state my child is in.",
    "In an emergency a therapist who is far away may not be able to help at once: call 911, or 988 in a crisis.",
    "Nothing is recorded unless I agreed to it before. I may ask for my child to be seen in person instead.",
)
_CALIFORNIA = (
    "California asks that you are told, and agree, before telehealth is used (Business and Professions Code 2290.5). "
    "Agreeing here does not take away your right to care in person, now or later.",
)


def _both(
    kind: str, title: str, own: tuple[str, ...], childs: tuple[str, ...], *, state: str = ""
) -> tuple[ConsentText, ...]:
    return (
        ConsentText(kind, VERSION, title, own, state),
        ConsentText(kind, VERSION, title, childs, state, is_guardians=True),
    )


TEXTS: Final[tuple[ConsentText, ...]] = (
    *_both("terms", "How Attune works", _TERMS, _TERMS),
    *_both("privacy", "What happens to what you tell", _PRIVACY, _PRIVACY_CHILD),
    *_both("treatment", "Agreeing to therapy", _TREATMENT, _TREATMENT_CHILD),
    *_both("telehealth", "Meeting from afar", _TELEHEALTH, _TELEHEALTH_CHILD),
    *_both(
        "telehealth",
        "Meeting from afar",
        (*_CALIFORNIA, *_TELEHEALTH),
        (*_CALIFORNIA, *_TELEHEALTH_CHILD),
        state="CA",
    ),
)
