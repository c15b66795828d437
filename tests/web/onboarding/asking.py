"""Answering the questions as a browser without scripts does."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.test import Client

from attune.patients.rules.answers import STEPS, Step
from attune.web.onboarding.visitor import COOKIE, SALT

ADULT = "1990-05-17"
GIVEN: dict[Step, dict[str, Any]] = {
    Step.CONCERNS: {"first": "anxiety", "others": ["sleep", "anxiety"], "own_words": "Я не сплю.\r\nمنذ شهور"},
    Step.WHO: {"who": "self", "birth_date": "5/17/1990"},
    Step.WHERE: {"zip_code": " 80302-1234"},
    Step.TIMES: {"places": ["video", "phone"], "windows": ["weekday_evening"]},
    Step.PAYING: {"payer": "self_pay", "budget": "120.50"},
    Step.WISHES: {
        "language": "en",
        "gender": "woman",
        "gender_strength": "must",
        "modality": "cbt",
        "modality_strength": "nice",
    },
    Step.SAFETY: {"safety": "safe"},
}


def give(client: Client, step: Step, given: dict[str, Any] | None = None) -> Any:
    """Send one screen."""
    return client.post(f"/start/{step}", GIVEN[step] if given is None else given)


def answer_all(client: Client, **changed: dict[str, Any]) -> list[str]:
    """Send every screen, and return where each led."""
    return [give(client, step, changed.get(step))["Location"] for step in STEPS]


def visitor_id(client: Client) -> UUID:
    """Return the person the browser's cookie names."""
    return UUID(signing.loads(client.cookies[COOKIE].value, salt=SALT))
