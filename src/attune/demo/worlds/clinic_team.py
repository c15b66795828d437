"""The clinic's team. Every one of them is invented."""

from attune.credentialing.rules.professions import Profession
from attune.demo.worlds.provider import DAYS, EVENINGS, LATE, MORNINGS, WEEKENDS, DemoProvider

NEW_YORK, CHICAGO = "America/New_York", "America/Chicago"
OPEN_STATES = ("NY", "MA", "FL", "TX", "IL")
"""Where the clinic may work. It is not open elsewhere, and nobody there is offered a session."""

_COVERED = ("self_pay", "aetna", "bcbs", "uhc")

TEAM = (
    DemoProvider(
        "provider@harbor.example", 51, Profession.CLINICAL_SOCIAL_WORKER, NEW_YORK, ("NY", "MA"),
        ("anxiety", "depression", "grief"), ("cbt", "act"),
        "I help people get through a hard season with their days intact.",
        14_000, DAYS, payers=_COVERED, gender="woman", age_groups=("adult", "older_adult"),
    ),
    DemoProvider(
        "supervisor@harbor.example", 52, Profession.PSYCHOLOGIST, NEW_YORK, ("NY", "FL"),
        ("trauma", "ocd", "anxiety"), ("emdr", "erp", "cpt"),
        "Short, structured treatment for trauma and obsessions, with results you can see on a chart.",
        18_000, MORNINGS, payers=_COVERED, gender="man", group="Calm under pressure",
    ),
    DemoProvider(
        "ysolde@harbor.example", 53, Profession.PSYCHIATRIST, NEW_YORK, ("NY", "MA", "FL"),
        ("depression", "adhd", "sleep"), ("ipt", "cbt_i"),
        "Careful medication, explained. I work side by side with your therapist here.",
        24_000, DAYS, payers=_COVERED, gender="woman",
    ),
    DemoProvider(
        "emeka@harbor.example", 54, Profession.PSYCHIATRIC_NURSE, CHICAGO, ("TX", "IL"),
        ("depression", "anxiety", "adhd"), ("cbt", "mi"),
        "Medication and talk in one visit, for adults and teenagers.",
        17_000, LATE, payers=_COVERED, gender="man", age_groups=("teen", "adult"),
    ),
    DemoProvider(
        "rosalind@harbor.example", 55, Profession.MARRIAGE_FAMILY_THERAPIST, NEW_YORK, ("NY", "FL"),
        ("couples", "anger", "identity"), ("eft", "gottman"),
        "Couples and families, at the hours when both can come.",
        15_000, EVENINGS, payers=_COVERED, gender="woman", languages=("en", "es"),
    ),
    DemoProvider(
        "magnus@harbor.example", 56, Profession.PROFESSIONAL_COUNSELOR, CHICAGO, ("IL", "TX"),
        ("substance", "anger", "depression"), ("mi", "dbt"),
        "Drinking less, drinking nothing, or finding out which of the two.",
        12_000, LATE, payers=_COVERED, gender="man",
    ),
    DemoProvider(
        "noor@harbor.example", 57, Profession.PSYCHOLOGIST, NEW_YORK, ("MA", "NY"),
        ("eating", "anxiety", "identity"), ("cbt_e", "dbt"),
        "Eating, bodies, and the rules in your head, in English or Arabic.",
        17_500, DAYS, payers=_COVERED, gender="woman", languages=("en", "ar"), age_groups=("teen", "adult"),
    ),
    DemoProvider(
        "giovanna@harbor.example", 58, Profession.CLINICAL_SOCIAL_WORKER, NEW_YORK, ("FL",),
        ("grief", "depression", "sleep"), ("humanistic", "cbt_i"),
        "For later life: loss, illness, retirement, and nights that are too long.",
        13_000, MORNINGS, payers=_COVERED, gender="woman", languages=("en", "es"),
        age_groups=("adult", "older_adult"),
    ),
    DemoProvider(
        "ptolemy@harbor.example", 59, Profession.PSYCHOLOGIST, CHICAGO, ("IL",),
        ("adhd", "anxiety", "ocd"), ("cbt", "erp"),
        "Children and teenagers, together with their parents.",
        17_000, LATE, payers=_COVERED, gender="man", age_groups=("child", "teen"),
    ),
    DemoProvider(
        "cordelia@harbor.example", 60, Profession.PROFESSIONAL_COUNSELOR, CHICAGO, ("TX",),
        ("trauma", "couples", "anxiety"), ("cpt", "eft"),
        "Evenings and weekends, for people whose weeks are not their own.",
        12_500, WEEKENDS, payers=_COVERED, gender="woman",
    ),
)  # fmt: skip
