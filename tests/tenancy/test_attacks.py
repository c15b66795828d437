"""Every walled model × read, insert, update, delete, reference, from another holder's scope; generated."""

import psycopg
import pytest

from tests.tenancy.attacks import ATTACKS, breaches, victim_of, widened
from tests.tenancy.rows import walled_models
from tests.tenancy.sample import SAMPLES

pytestmark = pytest.mark.edition

MODELS = {model._meta.label: model for model in walled_models()}


def policies_on(owner: psycopg.Connection[tuple[object, ...]], table: str) -> list[tuple[str, str]]:
    """Return the name of each policy with the statement that makes it anew."""
    rows = owner.execute(
        "SELECT policyname, format('CREATE POLICY %%I ON %%I AS %%s FOR %%s TO PUBLIC', policyname, tablename, "
        "permissive, cmd) || coalesce(' USING (' || qual || ')', '') || "
        "coalesce(' WITH CHECK (' || with_check || ')', '') FROM pg_policies WHERE tablename = %s ORDER BY 1",
        [table],
    )
    return [(str(name), str(made)) for name, made in rows.fetchall()]


def holes(victim, table: str, owner: psycopg.Connection[tuple[object, ...]]) -> set[str]:
    """Return what works, with the policies as they are and with a widening one beside them."""
    found = set(breaches(victim))
    with widened(table, owner):
        return found | set(breaches(victim))


def test_there_is_something_to_attack():
    assert MODELS
    assert len(ATTACKS) >= 8


@pytest.mark.parametrize("label", MODELS)
def test_the_wall_of_each_model_holds(label, owner):
    model = MODELS[label]

    assert holes(victim_of(model), model._meta.db_table, owner) == set()


@pytest.mark.parametrize("label", MODELS)
def test_without_any_one_of_its_policies_the_attacks_get_through(label, owner):
    model = MODELS[label]
    victim, table = victim_of(model), model._meta.db_table

    silent = []
    for name, made in policies_on(owner, table):
        owner.execute(f"DROP POLICY {name} ON {table}")
        if not holes(victim, table, owner):
            silent.append(name)
        owner.execute(made)

    assert silent == []
    assert holes(victim, table, owner) == set()


@pytest.mark.usefixtures("sample_tables")
@pytest.mark.parametrize("model", SAMPLES, ids=lambda model: model._meta.label)
def test_the_wall_of_each_kind_of_table_holds_and_falls_with_any_one_policy(model, owner):
    victim, table = victim_of(model), model._meta.db_table
    whole = holes(victim, table, owner)

    silent = []
    for name, made in policies_on(owner, table):
        owner.execute(f"DROP POLICY {name} ON {table}")
        if not holes(victim, table, owner):
            silent.append(name)
        owner.execute(made)

    assert (whole, silent) == (set(), [])


@pytest.mark.usefixtures("sample_tables")
def test_a_plain_reference_would_be_found(owner):
    from tests.tenancy.sample import Paper

    victim = victim_of(Paper)
    (name,) = owner.execute(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'sample_paper'::regclass"
    ).fetchone()
    before = set(breaches(victim))

    owner.execute(f"ALTER TABLE sample_paper DROP CONSTRAINT {name}")

    assert (before, set(breaches(victim))) == (set(), {"reference"})
