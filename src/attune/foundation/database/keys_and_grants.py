"""What follows each migration: the context key in its table, rights on tables that others make."""

from django.conf import settings
from django.db import connection

from attune.foundation.tenancy.context import key_name, key_pads

# procrastinate makes its tables, sequences and functions by plain SQL; it holds ids only.
QUEUE_GRANTS = """
DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'procrastinate\\_%' AND relkind IN ('r', 'S')
    LOOP
        EXECUTE format(CASE item.relkind WHEN 'S' THEN 'GRANT USAGE ON SEQUENCE %s TO attune_app'
            ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO attune_app' END, item.name);
    END LOOP;
    FOR item IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO attune_app', item.name);
    END LOOP;
END $$
"""


def store_context_key() -> None:
    """Give the database its copy of the key that signs contexts. Run as the owner.

    Older keys stay, so that processes started before a rotation go on until they end.
    """
    inner, outer = key_pads(settings.TENANCY_CONTEXT_KEY)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO app.context_key (name, inner_pad, outer_pad) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [key_name(settings.TENANCY_CONTEXT_KEY), inner, outer],
        )
        cursor.execute(
            "UPDATE app.clock SET may_move = %(may)s, moved_by = CASE WHEN %(may)s THEN moved_by ELSE interval '0' END",
            {"may": settings.CLOCK_MAY_MOVE},
        )


def forget_other_context_keys() -> int:
    """Drop every key but the current one and return how many went. Run as the owner, after a rotation."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM app.context_key WHERE name <> %s", [key_name(settings.TENANCY_CONTEXT_KEY)])
        return int(cursor.rowcount)


def grant_queue() -> None:
    """Let the app role use the queue's tables, sequences and functions. Run as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE_GRANTS)
