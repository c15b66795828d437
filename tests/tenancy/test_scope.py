"""What a transaction may touch, on real transactions."""

from uuid import UUID

import pytest
from django.db import Error, ProgrammingError, connection, transaction
from django.db.models import F
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from attune.foundation.tenancy import AlreadyInScope, NoScope, Plane, WrongHolder, scope
from attune.foundation.tenancy.context import signed_context
from attune.kernel.identifiers import new_id
from tests.tenancy.sample import Diary, Entry, Notice, Paper, Shelf

pytestmark = pytest.mark.usefixtures("sample_tables")

A, B = new_id(), new_id()


def shelf_of(practice: UUID, label: str = "top") -> Shelf:
    with scope(practice):
        return Shelf.objects.create(label=label)


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_a_practice_sees_its_own_rows_and_no_others():
    ours = shelf_of(A)

    with scope(A):
        seen_by_a = rows("SELECT id FROM sample_shelf")
    with scope(B):
        seen_by_b = rows("SELECT id FROM sample_shelf")

    assert (seen_by_a, seen_by_b) == ([(ours.id,)], [])


def test_whole_rows_parts_of_them_and_more_than_them_are_read_one_after_the_other():
    ours = shelf_of(A, "top")

    with scope(A):
        for _ in range(2):
            assert [(one.id, one.practice_id, one.label) for one in Shelf.objects.all()] == [(ours.id, A, "top")]
            assert Shelf.objects.only("id").get(id=ours.id).label == "top"
            assert vars(Shelf.objects.annotate(twice=Concat("label", "label")).get())["twice"] == "toptop"
            assert list(Shelf.objects.values_list("label", flat=True)) == ["top"]
            assert (Shelf.objects.filter(id=ours.id) | Shelf.objects.filter(label="low")).first() == ours


def test_the_first_row_is_asked_for_in_order_unless_one_id_is_named():
    low, top = shelf_of(A, "low"), shelf_of(A, "top")

    with scope(A), CaptureQueriesContext(connection) as asked:
        found = [
            Shelf.objects.first(),
            Shelf.objects.filter(id=top.id).first(),
            Shelf.objects.filter(id=new_id()).first(),
            Shelf.objects.exclude(id=low.id).first(),
            Shelf.objects.order_by("-label").first(),
            Shelf.objects.filter(id=F("id")).first(),
        ]

    assert found == [low, top, None, top, top, low]
    assert ["ORDER BY" in one["sql"] for one in asked][-6:] == [True, False, False, True, True, True]


def test_without_a_scope_the_database_itself_refuses():
    shelf_of(A)

    with pytest.raises(ProgrammingError, match="no scope is open"):
        rows("SELECT id FROM sample_shelf")


def test_without_a_scope_the_manager_refuses_before_asking():
    with pytest.raises(NoScope, match=r"sample\.Shelf belongs to one holder"):
        Shelf.objects.count()


def test_after_the_transaction_nothing_of_the_scope_is_left():
    shelf_of(A)

    with pytest.raises(ProgrammingError, match="no scope is open"):
        rows("SELECT id FROM sample_shelf")


def test_a_scope_inside_a_scope_is_refused():
    with scope(A), pytest.raises(AlreadyInScope), scope(B):
        pass


def test_a_scope_inside_a_transaction_is_refused():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), scope(A):
        pass


def test_an_exception_rolls_back():
    with pytest.raises(ZeroDivisionError), scope(A):
        Shelf.objects.create(label="lost")
        raise ZeroDivisionError

    with scope(A):
        assert Shelf.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace(str(A), str(B)), "forged"),
        (lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"), "forged"),
        (lambda text: "nonsense", "forged"),
        (lambda text: "::::::::", "forged"),
        (lambda text: text + ":x", "forged"),
        (lambda text: ":".join([*text.split(":")[:4], "0" * 16, text.split(":")[5]]), "forged"),
    ],
)
def test_a_context_that_was_not_signed_for_this_practice_is_refused(change, told):
    text = change(signed_context(A, None, Plane.CARE))

    with pytest.raises(ProgrammingError, match=told), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.ctx', %s, true)", [text])
        rows("SELECT id FROM sample_shelf")


def test_an_expired_context_is_refused(monkeypatch):
    monkeypatch.setattr("attune.foundation.tenancy.context.LIFETIME_SECONDS", -1)

    with pytest.raises(ProgrammingError, match="expired"), scope(A):
        rows("SELECT id FROM sample_shelf")


def test_the_key_of_the_contexts_is_out_of_the_apps_reach():
    with pytest.raises(ProgrammingError, match="permission denied for table context_key"):
        rows("SELECT * FROM app.context_key")


def test_the_business_plane_has_no_care_rows_and_says_so():
    shelf = shelf_of(A)
    with scope(A):
        Paper.objects.create(shelf=shelf, text="a note")

    with scope(A, plane=Plane.BUSINESS):
        seen = Shelf.objects.count()
        with pytest.raises(ProgrammingError, match="business plane has no care records"):
            Paper.objects.count()
        transaction.set_rollback(True)

    assert seen == 1


def test_a_row_named_for_another_holder_is_refused():
    with scope(A), pytest.raises(WrongHolder):
        Shelf(practice_id=B, label="foreign").save()


def test_many_rows_at_once_get_their_holder():
    with scope(A):
        Shelf.objects.bulk_create([Shelf(label="one"), Shelf(label="two")])

        assert set(Shelf.objects.values_list("practice_id", flat=True)) == {A}


def test_a_reference_to_another_practices_row_is_refused():
    theirs = shelf_of(A)

    with pytest.raises(Error, match="violates foreign key"), scope(B):
        Paper.objects.create(shelf_id=theirs.id, text="stray")


def test_two_practices_may_use_the_same_label():
    shelf_of(A, "same")

    assert shelf_of(B, "same").label == "same"


def test_a_persons_rows_are_out_of_a_practices_reach():
    person = new_id()
    with scope(person_id=person):
        Diary.objects.create(text="mine")

    with scope(person_id=person):
        own = Diary.objects.count()
    with scope(A, person_id=new_id()):
        other = Diary.objects.count()

    assert (own, other) == (1, 0)


def test_rows_that_are_only_added_cannot_be_changed_or_removed():
    with scope(A):
        entry = Entry.objects.create(text="first")

    for sql in ("UPDATE sample_entry SET text = ''", "DELETE FROM sample_entry"):
        with pytest.raises(ProgrammingError, match="permission denied"), scope(A):
            rows(sql)
    with scope(A):
        assert Entry.objects.get().id == entry.id


def test_a_published_row_is_read_by_all_and_written_by_its_practice():
    with scope(A):
        notice = Notice.objects.create(text="open")

    with scope(B):
        seen = rows("SELECT text FROM sample_notice")
        changed = Notice.objects.filter(id=notice.id).update(text="taken over")

    assert (seen, changed) == ([("open",)], 0)
    assert rows("SELECT text FROM sample_notice") == [("open",)]
