"""The schema ``app``: the verified context, the moved clock, the edition's stamp."""

from typing import ClassVar

from django.db import migrations

PLATFORM = "00000000-0000-7000-8000-000000000001"

TABLES = """
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO attune_app;

CREATE TABLE app.context_key (
    name text PRIMARY KEY,
    inner_pad bytea NOT NULL CHECK (octet_length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (octet_length(outer_pad) = 64),
    added_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE app.clock (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    moved_by interval NOT NULL DEFAULT interval '0',
    may_move boolean NOT NULL DEFAULT false,
    CONSTRAINT a_clock_that_may_not_move_is_right CHECK (may_move OR moved_by = interval '0')
);
INSERT INTO app.clock DEFAULT VALUES;

CREATE TABLE app.edition (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    name text NOT NULL,
    decided_by text NOT NULL CHECK (decided_by <> ''),
    decided_at timestamptz NOT NULL DEFAULT now(),
    reason text NOT NULL CHECK (reason <> '')
);
GRANT SELECT ON app.edition TO attune_app;
"""

# Parts: 1 practice, 2 person, 3 plane, 4 expiry, 5 key, 6 signature (64 hexadecimal digits).
# A wrong text must be one error, whatever is wrong with it: 42501, as for any refused row.
VERIFIED = """
CREATE FUNCTION app.verified() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told text := current_setting('app.ctx', true);
    parts text[];
    pads record;
BEGIN
    IF told IS NULL OR told = '' THEN
        RAISE EXCEPTION 'no scope is open' USING ERRCODE = '42501',
            HINT = 'Open scope(...) around what touches this table.';
    END IF;
    parts := string_to_array(told, ':');
    SELECT inner_pad, outer_pad INTO pads FROM app.context_key WHERE name = parts[5];
    IF array_length(parts, 1) IS DISTINCT FROM 6 OR pads IS NULL
       OR encode(sha256(pads.outer_pad || sha256(pads.inner_pad ||
          convert_to(left(told, length(told) - 65), 'UTF8'))), 'hex') <> parts[6] THEN
        RAISE EXCEPTION 'the scope is forged' USING ERRCODE = '42501';
    END IF;
    IF parts[4]::bigint < extract(epoch FROM statement_timestamp()) THEN
        RAISE EXCEPTION 'the scope has expired' USING ERRCODE = '42501';
    END IF;
    RETURN parts;
END $$;
"""


# What every walled query asks, at least twice for a row that is written: the statement only reads the key, as what
# else is in it is made ready anew for each call. Without a context or a key nothing of this is true.
# The expiry is compared as text, as a forged one need not be a number; until the year 2286 it has ten digits.
KEY = (
    "SELECT inner_pad, outer_pad INTO inner_key, outer_key FROM app.context_key WHERE name = split_part(told, ':', 5);"
)
RIGHT = """right(told, 64) = encode(sha256(outer_key || sha256(inner_key || convert_to(left(told, -65), 'UTF8'))), 'hex')
        AND split_part(told, ':', 4) COLLATE "C" >= extract(epoch FROM statement_timestamp())::bigint::text"""


def reader(name: str, part: str, missing: str, refusal: str = "") -> str:
    """Return a function that gives one part of the verified context, or refuses; app.verified() says why."""
    return f"""
CREATE FUNCTION app.{name}() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 500 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told text := current_setting('app.ctx', true);
    inner_key bytea;
    outer_key bytea;
    wanted text;
BEGIN
    {KEY}
    IF ({RIGHT}) IS NOT TRUE THEN
        PERFORM app.verified();
        RAISE EXCEPTION 'the scope is forged' USING ERRCODE = '42501';
    END IF;
    {refusal}
    wanted := {part};
    IF wanted = '' THEN
        RAISE EXCEPTION '{missing}' USING ERRCODE = '42501';
    END IF;
    RETURN wanted::uuid;
END $$;
GRANT EXECUTE ON FUNCTION app.{name}() TO attune_app;
"""


NOT_IN_BUSINESS = """
    IF split_part(told, ':', 3) = 'business' THEN
        RAISE EXCEPTION 'the business plane has no care records' USING ERRCODE = '42501';
    END IF;
"""

NOT_IN_BUSINESS_BUT_PLATFORM = f"""
    IF split_part(told, ':', 3) = 'business' AND split_part(told, ':', 1) <> '{PLATFORM}' THEN
        RAISE EXCEPTION 'the business plane has no care records' USING ERRCODE = '42501';
    END IF;
"""

PRACTICE, PERSON = "split_part(told, ':', 1)", "split_part(told, ':', 2)"
HOLDER = f"coalesce(nullif({PRACTICE}, ''), {PERSON})"

FUNCTIONS = (
    VERIFIED
    + "GRANT EXECUTE ON FUNCTION app.verified() TO attune_app;"
    + reader("practice", PRACTICE, "the scope names no practice")
    + reader("person", PERSON, "the scope names no person")
    + reader("holder", HOLDER, "the scope names no holder")
    + reader("care_practice", PRACTICE, "the scope names no practice", NOT_IN_BUSINESS)
    + reader("care_person", PERSON, "the scope names no person", NOT_IN_BUSINESS)
    + reader("care_holder", HOLDER, "the scope names no holder", NOT_IN_BUSINESS_BUT_PLATFORM)
    + """
CREATE FUNCTION app.now() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT pg_catalog.now() + moved_by FROM app.clock $$;
GRANT EXECUTE ON FUNCTION app.now() TO attune_app;

CREATE FUNCTION app.move_clock(offset_now interval) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE app.clock SET moved_by = offset_now WHERE may_move;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the clock of this database may not be moved' USING ERRCODE = '42501';
    END IF;
END $$;
GRANT EXECUTE ON FUNCTION app.move_clock(interval) TO attune_app;
"""
)


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.RunSQL(TABLES, "DROP SCHEMA app CASCADE"),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
