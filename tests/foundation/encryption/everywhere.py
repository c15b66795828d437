"""Texts of several holders, each under its own key."""

from uuid import UUID

from attune.foundation.encryption.lifecycle import (
    Holder,
    destroy,
)
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.foundation.encryption.sample import Confession, Errand, Jotting, Letter

A, B, PERSON = new_id(), new_id(), new_id()


def write_everywhere() -> None:
    for practice in (A, B):
        with scope(practice):
            Jotting.objects.create(text="jotting", remark="remark")
            Letter.objects.create(text="letter")
            Errand.objects.create(text="errand")
    with scope(person_id=PERSON):
        Confession.objects.create(text="confession")


def texts_of(practice: UUID) -> list[str]:
    with scope(practice):
        jotting, letter, errand = Jotting.objects.get(), Letter.objects.get(), Errand.objects.get()
        values = (jotting.text, jotting.remark, letter.text, errand.text)
        return [value.reveal() for value in values]


ALL = ["jotting", "remark", "letter", "errand"]


def destroyed(holder: Holder) -> int:
    with holder.scope():
        return destroy(holder)
