"""The addresses of the way in."""

from typing import Any

from django.urls import path, register_converter

from attune.patients.rules.answers import Step
from attune.web.onboarding import account, resume, steps


class StepConverter:
    """A question by its name; other names are no address of ours."""

    regex = "|".join(Step)

    def to_python(self, value: str) -> Step:
        """Return the question."""
        return Step(value)

    def to_url(self, value: Any) -> str:
        """Return the question's name."""
        return Step(value).value


register_converter(StepConverter, "question")

urlpatterns = [
    path("start", steps.start, name="onboarding_start"),
    path("start/anew", steps.begin_anew, name="onboarding_anew"),
    path("start/save", resume.save, name="onboarding_save"),
    path("start/resume/<str:token>", resume.resume, name="onboarding_resume"),
    path("start/account", account.account, name="onboarding_account"),
    path("start/consents", account.consents, name="onboarding_consents"),
    path("start/<question:step>", steps.step, name="onboarding_step"),
]
