"""The words by which needs and offers meet: codes as they are stored, each with its plain label."""

from collections.abc import Mapping
from typing import Final

CONCERNS: Final[Mapping[str, str]] = {
    "anxiety": "Anxiety",
    "depression": "Depression",
    "trauma": "Trauma",
    "adhd": "ADHD",
    "anger": "Anger",
    "couples": "Relationship trouble",
    "eating": "Eating",
    "grief": "Grief and loss",
    "identity": "Identity",
    "ocd": "Obsessions and compulsions",
    "sleep": "Sleep",
    "substance": "Alcohol and drugs",
}
"""What brings somebody, and what a provider declares as a specialty."""

MODALITIES: Final[Mapping[str, str]] = {
    "act": "Acceptance and commitment therapy",
    "cbt": "Cognitive behavioral therapy",
    "cbt_e": "Enhanced cognitive behavioral therapy",
    "cbt_i": "Cognitive behavioral therapy for insomnia",
    "coaching_skills": "Skills coaching",
    "cpt": "Cognitive processing therapy",
    "dbt": "Dialectical behavior therapy",
    "eft": "Emotionally focused therapy",
    "emdr": "EMDR",
    "erp": "Exposure and response prevention",
    "gottman": "Gottman method",
    "humanistic": "Humanistic therapy",
    "ipt": "Interpersonal psychotherapy",
    "mi": "Motivational interviewing",
}
LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "es": "Spanish",
    "ar": "Arabic",
    "zh": "Chinese",
    "fr": "French",
    "hi": "Hindi",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "tl": "Tagalog",
    "vi": "Vietnamese",
    "asl": "American Sign Language",
}
GENDERS: Final[Mapping[str, str]] = {"woman": "Woman", "man": "Man", "nonbinary": "Non-binary"}
"""Shared by a provider only if they choose to."""

AGE_GROUPS: Final[Mapping[str, str]] = {
    "child": "Children (5–12)",
    "teen": "Teenagers (13–17)",
    "adult": "Adults",
    "older_adult": "Older adults (65 and over)",
}
PLACES: Final[Mapping[str, str]] = {"video": "Video", "phone": "Phone", "in_person": "In person"}
"""Where a session takes place. World files and searches call this the format."""

FORMATS: Final[Mapping[str, str]] = {
    "individual": "Individual",
    "couple": "Couple or family",
    "group": "Group",
    "event": "Event",
}
"""Who takes part."""

PAYERS: Final[Mapping[str, str]] = {
    "self_pay": "I pay myself",
    "aetna": "Aetna",
    "bcbs": "Blue Cross Blue Shield",
    "cigna": "Cigna",
    "uhc": "UnitedHealthcare",
}
WINDOWS: Final[Mapping[str, str]] = {
    "weekday_morning": "Weekday mornings",
    "weekday_afternoon": "Weekday afternoons",
    "weekday_evening": "Weekday evenings",
    "weekend": "Weekends",
}
"""Parts of the week in the viewer's zone: mornings before 12, afternoons before 17, evenings after."""
