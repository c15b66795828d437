"""The texts: what each must say, how it is read, and what fills its gaps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.agreements.actions.publish_texts import publish_text, publish_texts_at_install, texts_of_folder
from attune.agreements.errors import (
    CommissionOutOfBounds,
    ContentsMissing,
    CustodyClauseMissing,
    TextChanged,
    TextUnreadable,
)
from attune.agreements.models import AgreementText
from attune.agreements.rules.kinds import BUSINESS_ASSOCIATE_CONTENTS, REQUIRED_CONTENTS, AgreementKind
from attune.agreements.rules.terms import require_commission, require_custody_clause
from attune.agreements.rules.texts import (
    DraftText,
    filled,
    hash_of,
    is_name_of,
    percent,
    read_text,
    require_contents,
    sections,
)
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.kernel.identifiers import PLATFORM_ID, new_id

SYSTEM = system_actor(None)
BODY = "An opening.\n\n## 1. Confidentiality\n\nI keep it.\n\n## 2. Rest\n\nFirst line\nsecond line.\n\nMore.\n"


def draft(kind: AgreementKind, *, without: str = "", body: str = "") -> DraftText:
    """Return a text that says everything its kind must, but one thing."""
    required = REQUIRED_CONTENTS[kind]
    contents = {content: str(number) for number, content in enumerate(required, 1)}
    told = "\n\n".join(
        f"## {number}. {content}\n\n{'' if content == without else 'It says so.'}"
        for number, content in enumerate(required, 1)
    )
    return DraftText(kind, 9, "Title", date(2026, 1, 1), contents, body or told)


def test_every_text_that_comes_with_attune_says_what_its_kind_must():
    found = texts_of_folder()

    assert {text.kind for text in found} == set(AgreementKind)
    for text in found:
        require_contents(text)


@pytest.mark.parametrize("kind", AgreementKind)
def test_a_text_that_leaves_anything_out_is_refused_by_name(kind):
    require_contents(draft(kind))
    for content in REQUIRED_CONTENTS[kind]:
        with pytest.raises(ContentsMissing) as refusal:
            require_contents(draft(kind, without=content))
        assert refusal.value.missing == (content,)


def test_a_business_associate_agreement_says_the_twelve_things_of_the_regulation():
    assert len(BUSINESS_ASSOCIATE_CONTENTS) == 12
    assert REQUIRED_CONTENTS[AgreementKind.BUSINESS_ASSOCIATE] == BUSINESS_ASSOCIATE_CONTENTS


def test_a_contract_without_a_custody_clause_is_refused():
    with pytest.raises(ContentsMissing) as refusal:
        require_contents(draft(AgreementKind.PLATFORM_CONTRACT, without="custody"))

    assert refusal.value.missing == ("custody",)
    with pytest.raises(CustodyClauseMissing):
        require_custody_clause(" ")
    require_custody_clause("Section 2")


@pytest.mark.parametrize("told", ["", "title: A\n---\nBody", "title: A\neffective: 2026-01-01\ncontents: a=1\nBody"])
def test_a_file_without_a_head_is_refused(told):
    with pytest.raises(TextUnreadable):
        read_text(AgreementKind.PLATFORM_CONTRACT, 1, told)


def test_a_gap_that_nothing_fills_is_refused():
    whole = draft(AgreementKind.WORKFORCE_ATTESTATION)

    with pytest.raises(TextUnreadable):
        require_contents(draft(AgreementKind.WORKFORCE_ATTESTATION, body=whole.body + "\n\nBy {somebody}."))


def test_a_text_is_read_in_its_parts():
    found = sections(BODY)

    assert [(one.number, one.heading, one.paragraphs) for one in found] == [
        ("", "", ("An opening.",)),
        ("1", "Confidentiality", ("I keep it.",)),
        ("2", "Rest", ("First line second line.", "More.")),
    ]


@given(st.text(max_size=80))
def test_what_fills_a_gap_makes_no_part_of_its_own(name):
    body = "Between {practice} and us.\n\n## 1. One\n\nWords.\n"

    assert [one.heading for one in sections(filled(body, {"practice": f"A {name}"}))] == ["", "One"]


@pytest.mark.parametrize(
    ("share_bps", "told"), [(1_500, "15 %"), (1_250, "12.5 %"), (1_005, "10.05 %"), (3_000, "30 %")]
)
def test_a_share_is_written_in_percent(share_bps, told):
    assert percent(share_bps) == told


@pytest.mark.parametrize(
    ("typed", "is_theirs"),
    [("Mira Okafor", True), ("  mira   OKAFOR ", True), ("Mira", False), ("", False), ("Mira Okafor II", False)],
)
def test_who_signs_types_their_own_name(typed, is_theirs):
    assert is_name_of(typed, "Mira Okafor") is is_theirs


@pytest.mark.parametrize("commission_bps", [999, 3_001, 0, -1])
def test_a_commission_outside_of_ten_to_thirty_percent_is_refused(commission_bps):
    require_commission(1_000)
    require_commission(3_000)
    with pytest.raises(CommissionOutOfBounds):
        require_commission(commission_bps)


@pytest.mark.usefixtures("db")
def test_texts_are_published_once_and_never_change():
    assert publish_texts_at_install(SYSTEM) == 0
    first = texts_of_folder()[0]
    other = DraftText(
        first.kind, first.version, first.title, first.effective_on, first.contents, first.body + "\nMore."
    )

    with pytest.raises(TextChanged):
        publish_text(SYSTEM, other)
    with pytest.raises(NotPermitted):
        publish_text(Actor(new_id(), PLATFORM_ID, frozenset({Role.COMPLIANCE})), first)
    row = AgreementText.objects.get(kind=first.kind, version=first.version)
    assert (row.text_hash, row.body) == (hash_of(first.body), first.body)
