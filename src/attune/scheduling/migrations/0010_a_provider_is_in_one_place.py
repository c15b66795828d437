"""Ids as ranges, and the one table across practices: when a provider is busy, whoever with."""

from typing import ClassVar

from django.db import migrations

# Without the extension btree_gist a uuid has no operator in a GiST index; a range of uuids has.
UUID_RANGE = "CREATE TYPE public.uuidrange AS RANGE (subtype = uuid)"

# The app role gets no right on it. Practices write their own rows through the functions below and see of
# others' only that the time is taken.
BUSY = """
CREATE TABLE app.provider_busy (
    token uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    practice_id uuid NOT NULL,
    during tstzrange NOT NULL,
    expires_at timestamptz,
    CONSTRAINT a_provider_is_in_one_place
        EXCLUDE USING gist (uuidrange(person_id, person_id, '[]') WITH &&, during WITH &&)
);
"""

# A practice asks about its own providers only. What is refused tells no row of another practice: the
# constraint's own error would carry the other appointment's time in its detail.
FUNCTIONS = """
CREATE FUNCTION app.take_provider_time(whose uuid, span tstzrange, by_token uuid, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ours uuid := app.care_practice();
BEGIN
    PERFORM 1 FROM public.credentialing_provider WHERE practice_id = ours AND person_id = whose;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no provider of this practice' USING ERRCODE = '42501';
    END IF;
    DELETE FROM app.provider_busy
    WHERE public.uuidrange(person_id, person_id, '[]') && public.uuidrange(whose, whose, '[]')
      AND during && span AND expires_at <= app.now();
    INSERT INTO app.provider_busy (token, person_id, practice_id, during, expires_at)
    VALUES (by_token, whose, ours, span, until)
    ON CONFLICT (token) DO UPDATE SET during = excluded.during, expires_at = excluded.expires_at
    WHERE provider_busy.practice_id = ours;
EXCEPTION WHEN exclusion_violation THEN
    RAISE EXCEPTION 'the provider is busy' USING ERRCODE = '23P01', CONSTRAINT = 'a_provider_is_in_one_place';
END $$;

CREATE FUNCTION app.keep_provider_time(by_token uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE app.provider_busy SET expires_at = NULL
    WHERE token = by_token AND practice_id = app.care_practice() AND (expires_at IS NULL OR expires_at > app.now());
    RETURN FOUND;
END $$;

CREATE FUNCTION app.free_provider_time(by_token uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ DELETE FROM app.provider_busy WHERE token = by_token AND practice_id = app.care_practice() $$;

CREATE FUNCTION app.provider_times_elsewhere(whose uuid, span tstzrange) RETURNS SETOF tstzrange
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, pg_temp
AS $$
    SELECT busy.during FROM app.provider_busy busy
    WHERE public.uuidrange(busy.person_id, busy.person_id, '[]') && public.uuidrange(whose, whose, '[]')
      AND busy.during && span AND busy.practice_id <> app.practice()
      AND (busy.expires_at IS NULL OR busy.expires_at > app.now())
      AND EXISTS (SELECT 1 FROM public.credentialing_provider provider
                  WHERE provider.practice_id = app.practice() AND provider.person_id = whose)
    ORDER BY busy.during
$$;

GRANT EXECUTE ON FUNCTION app.take_provider_time(uuid, tstzrange, uuid, timestamptz) TO attune_app;
GRANT EXECUTE ON FUNCTION app.keep_provider_time(uuid) TO attune_app;
GRANT EXECUTE ON FUNCTION app.free_provider_time(uuid) TO attune_app;
GRANT EXECUTE ON FUNCTION app.provider_times_elsewhere(uuid, tstzrange) TO attune_app;
"""

UNDO = """
DROP FUNCTION app.provider_times_elsewhere(uuid, tstzrange);
DROP FUNCTION app.free_provider_time(uuid);
DROP FUNCTION app.keep_provider_time(uuid);
DROP FUNCTION app.take_provider_time(uuid, tstzrange, uuid, timestamptz);
DROP TABLE app.provider_busy;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("scheduling", "0002_hours_are_wall_clock"),
        ("foundation", "0005_processes_share_a_cache"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(UUID_RANGE, "DROP TYPE public.uuidrange"),
        migrations.RunSQL(BUSY + FUNCTIONS, UNDO),
    ]
