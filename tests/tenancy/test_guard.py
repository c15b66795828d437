"""The guard finds nothing in our database and each planted defect by name."""

import psycopg
import pytest
from django.apps import apps

from attune.foundation.tenancy.fields import wall_key_or_none
from attune.foundation.tenancy.guard import Defect, find_defects, named
from attune.foundation.tenancy.guard.inspection import QUERY, parameters
from tests.support import databases

WALLED = """
    ENABLE ROW LEVEL SECURITY; ALTER TABLE {0} FORCE ROW LEVEL SECURITY;
    CREATE POLICY practice_row ON {0} USING (practice_id = app.practice()) WITH CHECK (practice_id = app.practice());
    CREATE POLICY practice_gate ON {0} AS RESTRICTIVE
        USING (practice_id = app.practice()) WITH CHECK (practice_id = app.practice())
"""
TABLE = "CREATE TABLE {0} (practice_id uuid NOT NULL, id uuid NOT NULL{1}, PRIMARY KEY (practice_id, id)); "


def walled_table(name: str, more: str = "") -> str:
    return TABLE.format(name, more) + f"ALTER TABLE {name} " + WALLED.format(name)


PLANTED = {
    "a table nobody thought of": (
        "CREATE TABLE planted (id uuid PRIMARY KEY)",
        "no holder",
        "public.planted",
    ),
    "a table without a policy": (TABLE.format("planted", ""), "row security off", "public.planted"),
    "a table that is not forced": (
        walled_table("planted") + "; ALTER TABLE planted NO FORCE ROW LEVEL SECURITY",
        "row security not forced",
        "public.planted",
    ),
    "a permissive-only table": (
        walled_table("planted") + "; DROP POLICY practice_gate ON planted",
        "no gate",
        "public.planted",
    ),
    "a table without its permissive policy": (
        walled_table("planted") + "; DROP POLICY practice_row ON planted",
        "no row policy",
        "public.planted",
    ),
    "a gate for one role only": (
        walled_table("planted")
        + "; DROP POLICY practice_gate ON planted; CREATE POLICY practice_gate ON planted AS RESTRICTIVE "
        "TO attune_app USING (practice_id = app.practice()) WITH CHECK (practice_id = app.practice())",
        "no gate",
        "public.planted",
    ),
    "a gate for reading only": (
        walled_table("planted")
        + "; DROP POLICY practice_gate ON planted; CREATE POLICY practice_gate ON planted AS RESTRICTIVE "
        "FOR SELECT USING (practice_id = app.practice())",
        "no gate",
        "public.planted",
    ),
    "a widening policy": (
        walled_table("planted") + "; CREATE POLICY everyone ON planted USING (true)",
        "strange policy",
        "public.planted",
    ),
    "an author's table without its gate": (
        "DROP POLICY author_gate ON care_records_psychotherapynote",
        "no author gate",
        "public.care_records_psychotherapynote",
    ),
    "an author's gate that lets others write": (
        "DROP POLICY author_gate ON care_records_psychotherapynote; CREATE POLICY author_gate "
        "ON care_records_psychotherapynote AS RESTRICTIVE USING (author_id = app.person()) WITH CHECK (true)",
        "no author gate",
        "public.care_records_psychotherapynote",
    ),
    "an author's gate where nobody named one": (
        walled_table("planted", ", author_id uuid")
        + "; CREATE POLICY author_gate ON planted AS RESTRICTIVE USING (author_id = app.person())",
        "strange policy",
        "public.planted",
    ),
    "a sub-select in a policy": (
        walled_table("planted")
        + "; CREATE POLICY looks ON planted USING (practice_id IN (SELECT id FROM practices_practice))",
        "strange policy",
        "public.planted",
    ),
    "a global unique": (
        walled_table("planted", ", label text UNIQUE"),
        "unique across holders",
        "public.planted",
    ),
    "a unique index over an expression": (
        walled_table("planted", ", label text") + "; CREATE UNIQUE INDEX ON planted (lower(label), practice_id)",
        "unique across holders",
        "public.planted",
    ),
    "an exclusion across holders": (
        walled_table("planted", ", during tstzrange") + "; ALTER TABLE planted ADD EXCLUDE USING gist (during WITH &&)",
        "exclusion across holders",
        "public.planted",
    ),
    "a plain foreign key": (
        walled_table("target")
        + "; CREATE UNIQUE INDEX target_id ON target (id); "
        + walled_table("planted", ", target_id uuid REFERENCES target (id)"),
        "plain foreign key",
        "public.planted",
    ),
    "a reference from a global table": (
        walled_table("target") + "; ALTER TABLE target NO FORCE ROW LEVEL SECURITY; "
        "ALTER TABLE practices_practice ADD COLUMN target uuid, "
        "ADD FOREIGN KEY (id, target) REFERENCES target (practice_id, id)",
        "reference from outside",
        "public.practices_practice",
    ),
    "a view without security_invoker": (
        "CREATE VIEW planted AS SELECT * FROM practices_practice",
        "view as its owner",
        "public.planted",
    ),
    "a materialised view": (
        "CREATE MATERIALIZED VIEW planted AS SELECT 1 AS one",
        "materialised view",
        "public.planted",
    ),
    "a definer function": (
        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "definer function",
        "planted()",
    ),
    "a definer function whose search path is loose": (
        "ALTER FUNCTION app.now() RESET search_path",
        "loose search path",
        "app.now()",
    ),
    "a function open to all": (
        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'; "
        "GRANT EXECUTE ON FUNCTION planted() TO PUBLIC",
        "function open to all",
        "planted()",
    ),
    "a volatile policy function": (
        "ALTER FUNCTION app.practice() VOLATILE",
        "volatile in a policy",
        "app.practice()",
    ),
    "an unprotected partition": (
        "CREATE TABLE planted (practice_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (practice_id, id)) "
        "PARTITION BY HASH (practice_id); ALTER TABLE planted "
        + WALLED.format("planted")
        + "; CREATE TABLE planted_0 PARTITION OF planted FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
        "partition without its own wall",
        "public.planted_0",
    ),
    "a grant that escapes": (
        walled_table("planted") + "; GRANT TRUNCATE ON planted TO attune_app",
        "escaping grant",
        "public.planted",
    ),
    "a grant to everyone": (
        walled_table("planted") + "; GRANT SELECT ON planted TO PUBLIC",
        "escaping grant",
        "public.planted",
    ),
    "a trigger": (
        walled_table("planted")
        + "; CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TRIGGER notes BEFORE INSERT ON planted FOR EACH ROW EXECUTE FUNCTION noted()",
        "trigger",
        "public.planted",
    ),
    "a patient in what is published": (
        "ALTER TABLE directory_listing ADD COLUMN patient_id uuid",
        "published column",
        "public.directory_listing",
    ),
    "a published column that grew": (
        "ALTER TABLE directory_listing ALTER COLUMN letters TYPE text",
        "published column",
        "public.directory_listing",
    ),
    "a published row that points at a provider": (
        "ALTER TABLE directory_listing ADD FOREIGN KEY (practice_id, provider_id) "
        "REFERENCES credentialing_provider (practice_id, id) NOT VALID",
        "published reference",
        "public.directory_listing",
    ),
    "a published table that everybody writes": (
        "CREATE POLICY everyone ON directory_listing FOR UPDATE USING (true) WITH CHECK (true)",
        "strange policy",
        "public.directory_listing",
    ),
    "a sequence": ("CREATE SEQUENCE planted", "shared sequence", "public.planted"),
    "a schema of its own for the app": (
        "CREATE SCHEMA planted; GRANT CREATE ON SCHEMA planted TO attune_app",
        "may create",
        "planted",
    ),
    "a schema open to the app": ("GRANT CREATE ON SCHEMA public TO attune_app", "may create", "public"),
}


@pytest.mark.edition
def test_our_own_database_has_no_defect(committed_database):
    assert find_defects() == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_defect_is_named(name, owner):
    statements, rule, subject = PLANTED[name]

    before = find_defects()
    owner.execute(statements)
    found = find_defects()

    assert before == []
    assert (rule, subject) in {(defect.rule, defect.subject) for defect in found}


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("ALTER ROLE {} BYPASSRLS", "role too strong"),
        ("ALTER ROLE {} CREATEDB", "role too strong"),
    ],
)
def test_a_role_that_grew_is_named(statement, rule, owner, committed_database):
    """Roles belong to the whole server, so the change is made and judged in one transaction."""
    with psycopg.connect(databases.url("admin", committed_database)) as admin:
        admin.execute(statement.format("attune_app"))
        found = {row[0] for row in admin.execute(QUERY, parameters()).fetchall()}
        admin.rollback()

    assert rule in found


@pytest.mark.edition
def test_each_name_on_the_lists_is_still_there(owner):
    tables = {row[0] for row in owner.execute("SELECT schemaname || '.' || tablename FROM pg_tables").fetchall()}

    missing = {name for name in named.GLOBAL_TABLES if (name if "." in name else f"public.{name}") not in tables}

    assert missing == set()


@pytest.mark.edition
def test_each_model_with_a_key_has_the_wall_it_asks_for(owner):
    policies = {
        (table, policy): rule
        for table, policy, rule in owner.execute(
            "SELECT polrelid::regclass::text, polname, pg_get_expr(polwithcheck, polrelid) FROM pg_policy"
        ).fetchall()
    }
    walled = [(model, key.wall) for model in apps.get_models() if (key := wall_key_or_none(model))]

    for model, wall in walled:
        gate = f"{wall.kind}_gate" if not wall.is_published else f"{wall.kind}_gate_insert"
        assert policies[model._meta.db_table, gate] == f"({wall.column} = {wall.function})"


def test_a_defect_says_where_it_is():
    assert str(Defect("no gate", "public.note", "missing")) == "no gate: public.note: missing"
