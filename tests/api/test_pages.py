"""Lists in pages."""

from typing import Any

import pytest

from attune.foundation.authorization import Role
from attune.identity.models import Membership
from tests.api import cast


def walked(program: cast.Caller, address: str, *, between: Any = None) -> list[str]:
    """Return the ids of every page in order, letting something happen between two pages."""
    seen, cursor = [], None
    while True:
        page = program.get(f"{address}?limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return seen
        if between is not None:
            between()


@pytest.mark.edition
def test_pages_together_are_the_whole_list(maple, owner_of_maple):
    for _ in range(4):
        cast.member(maple, Role.SCHEDULER)
    program = cast.caller(owner_of_maple)

    whole = [row["id"] for row in program.get("/members").json()["items"]]

    assert len(whole) == 5
    assert walked(program, "/members") == whole


@pytest.mark.edition
def test_rows_added_while_paging_are_neither_repeated_nor_push_others_out(maple, owner_of_maple):
    for _ in range(4):
        cast.member(maple, Role.SCHEDULER)
    program = cast.caller(owner_of_maple)
    before = [row["id"] for row in program.get("/members").json()["items"]]
    joiners = iter(range(2))

    def somebody_joins() -> None:
        if next(joiners, None) is not None:
            cast.member(maple, Role.BILLER)

    seen = walked(program, "/members", between=somebody_joins)

    assert seen[:5] == before
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.edition
def test_newest_first_stays_in_place_when_newer_rows_come(owner_of_maple):
    program = cast.caller(owner_of_maple)
    for _ in range(4):
        cast.token(owner_of_maple)
    before = [row["id"] for row in program.get("/tokens").json()["items"]]

    seen = walked(program, "/tokens", between=lambda: cast.token(owner_of_maple))

    assert seen == before


@pytest.mark.edition
@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", ""])
def test_a_limit_out_of_bounds_is_refused(owner_of_maple, limit):
    refused = cast.caller(owner_of_maple).get(f"/members?limit={limit}")

    assert refused.status_code == 422
    assert [(one["in"], one["field"]) for one in refused.json()["errors"]] == [("query", "limit")]


@pytest.mark.edition
def test_a_cursor_works_for_its_own_list_practice_and_person_alone(maple, owner_of_maple):
    jo, cedar = cast.owner(maple), cast.keeper_elsewhere()
    for _ in range(2):
        cast.token(owner_of_maple)
    program = cast.caller(owner_of_maple)
    cursor = program.get("/members?limit=1").json()["next_cursor"]
    tokens_cursor = program.get("/tokens?limit=1").json()["next_cursor"]

    statuses = {
        "own": program.get(f"/members?cursor={cursor}").status_code,
        "other list": program.get(f"/members?cursor={tokens_cursor}").status_code,
        "other person": cast.caller(jo).get(f"/members?cursor={cursor}").status_code,
        "other practice": cast.caller(cedar).get(f"/members?cursor={cursor}").status_code,
        "changed": program.get(f"/members?cursor={cursor[:-2]}AA").status_code,
        "nonsense": program.get("/members?cursor=%F0%9F%8D%81").status_code,
        "empty": program.get("/members?cursor=").status_code,
    }

    assert statuses == {"own": 200} | dict.fromkeys(list(statuses)[1:], 422)


@pytest.mark.edition
def test_a_cursor_tells_no_id(owner_of_maple, maple):
    cast.member(maple, Role.SCHEDULER)

    page = cast.caller(owner_of_maple).get("/members?limit=1").json()

    assert page["items"][0]["id"] not in page["next_cursor"]


@pytest.mark.edition
def test_a_page_costs_the_same_at_one_and_three_rows(maple, owner_of_maple, django_assert_num_queries):
    program = cast.caller(owner_of_maple)
    program.get("/members")
    with django_assert_num_queries(7):
        program.get("/members")

    cast.member(maple, Role.SCHEDULER)
    cast.member(maple, Role.BILLER, Role.PROVIDER)

    with django_assert_num_queries(7):
        program.get("/members")
    assert Membership.objects.filter(practice=maple).count() == 3
