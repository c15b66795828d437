"""Patients' tables."""

from attune.patients.models.answers import OnboardingAnswers
from attune.patients.models.care_link import CareLink
from attune.patients.models.chart import Chart, ChartConsent, FollowUp
from attune.patients.models.consent import PersonConsent
from attune.patients.models.dependent import Dependent
from attune.patients.models.funnel import FunnelStep
from attune.patients.models.safety import SafetyAnswer

__all__ = [
    "CareLink",
    "Chart",
    "ChartConsent",
    "Dependent",
    "FollowUp",
    "FunnelStep",
    "OnboardingAnswers",
    "PersonConsent",
    "SafetyAnswer",
]
