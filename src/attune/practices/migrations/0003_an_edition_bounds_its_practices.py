"""How many practices there may be stands in the database, and a row too many is refused there."""

from typing import ClassVar

from django.db import migrations

# A row is counted under a lock, so that two at once see each other; without a bound nothing is locked.
BOUND = """
CREATE TABLE app.practices_bound (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    practices_max integer CHECK (practices_max > 0)
);
INSERT INTO app.practices_bound DEFAULT VALUES;
GRANT SELECT ON app.practices_bound TO attune_app;

CREATE FUNCTION app.require_room_for_practice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE bound integer := (SELECT practices_max FROM app.practices_bound);
BEGIN
    IF bound IS NULL OR NEW.kind <> 'practice' THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('app.practices_bound'));
    IF (SELECT count(*) FROM public.practices_practice WHERE kind = 'practice') >= bound THEN
        RAISE EXCEPTION 'this edition has at most % practices', bound
            USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_has_room';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER practice_has_room BEFORE INSERT OR UPDATE OF kind ON practices_practice
    FOR EACH ROW EXECUTE FUNCTION app.require_room_for_practice();
"""
UNBOUND = """
DROP TRIGGER practice_has_room ON practices_practice;
DROP FUNCTION app.require_room_for_practice();
DROP TABLE app.practices_bound;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("practices", "0002_the_platform_is_a_holder")]
    operations: ClassVar = [migrations.RunSQL(BOUND, UNBOUND)]
