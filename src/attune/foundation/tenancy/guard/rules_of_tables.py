"""What must hold of tables, policies, keys, references and views. Each rule gives rule, subject, detail."""

# item: every table of ours; walled: those that nothing excuses; holder: the column that leads the primary key.
TABLES = r"""
WITH ours AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
           c.relispartition, c.relowner, c.relacl, c.reloptions, c.relnamespace
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%%'
),
item AS (SELECT * FROM ours WHERE relkind IN ('r', 'p')),
first_of_key AS (
    SELECT i.indrelid AS oid, a.attname AS holder, a.attnotnull, a.atttypid
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary
),
walled AS (
    SELECT item.*, first_of_key.holder, first_of_key.attnotnull, first_of_key.atttypid,
           item.name = ANY (%(published)s) AS is_published,
           'app.' || replace(first_of_key.holder, '_id', '()') AS row_function,
           'app.care_' || replace(first_of_key.holder, '_id', '()') AS care_function
    FROM item LEFT JOIN first_of_key ON first_of_key.oid = item.oid
    WHERE item.name <> ALL (%(named)s)
),
policy AS (
    SELECT walled.oid, walled.name, walled.holder, walled.row_function, walled.care_function, walled.is_published,
           p.polname, p.polpermissive, p.polcmd, p.polroles,
           pg_get_expr(p.polqual, p.polrelid) AS using_rule, pg_get_expr(p.polwithcheck, p.polrelid) AS check_rule
    FROM walled JOIN pg_policy p ON p.polrelid = walled.oid
),
judged AS (
    SELECT policy.*,
           polroles = '{0}'
           AND coalesce(using_rule, check_rule) IN (
               format('(%%s = %%s)', holder, row_function), format('(%%s = %%s)', holder, care_function))
           AND coalesce(check_rule, using_rule) = coalesce(using_rule, check_rule) AS is_ours,
           polroles = '{0}' AND NOT polpermissive AND polcmd = '*' AND name = ANY (%(authored)s)
           AND using_rule = '(author_id = app.person())' AND check_rule = using_rule AS is_authors
    FROM policy
),
keys AS (
    SELECT i.indrelid, i.indexrelid, i.indisunique, i.indisexclusion,
           pg_get_indexdef(i.indexrelid, 1, true) AS first_key
    FROM pg_index i WHERE i.indisunique OR i.indisexclusion
)
"""

NO_HOLDER = """
SELECT 'no holder', name, 'its primary key does not begin with practice_id, person_id or holder_id'
FROM walled WHERE holder IS NULL OR holder NOT IN ('practice_id', 'person_id', 'holder_id')
   OR NOT attnotnull OR atttypid <> 'uuid'::regtype
"""

NOT_ENABLED = """
SELECT CASE WHEN relispartition THEN 'partition without its own wall' ELSE 'row security off' END,
       name, 'ENABLE ROW LEVEL SECURITY is missing'
FROM walled WHERE NOT relrowsecurity
"""

NOT_FORCED = """
SELECT 'row security not forced', name, 'FORCE ROW LEVEL SECURITY is missing, so the owner walks through'
FROM walled WHERE relrowsecurity AND NOT relforcerowsecurity
"""

NO_GATE = """
SELECT 'no gate', name, 'a restrictive policy for ' || command || ' that compares its holder is missing'
FROM walled CROSS JOIN LATERAL unnest(
    CASE WHEN is_published THEN ARRAY['INSERT', 'UPDATE', 'DELETE'] ELSE ARRAY['ALL'] END) AS command
WHERE NOT EXISTS (
    SELECT 1 FROM judged j WHERE j.oid = walled.oid AND NOT j.polpermissive AND j.is_ours
      AND j.polcmd = (CASE command WHEN 'ALL' THEN '*' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w' ELSE 'd' END)
      AND (command IN ('INSERT') OR j.using_rule IS NOT NULL)
      AND (command = 'DELETE' OR j.check_rule IS NOT NULL))
"""

NO_ROW_POLICY = """
SELECT 'no row policy', name, 'nobody passes: the permissive policy is missing'
FROM walled WHERE NOT EXISTS (
    SELECT 1 FROM judged j WHERE j.oid = walled.oid AND j.polpermissive
      AND (j.is_ours AND j.using_rule IS NOT NULL OR is_published))
"""

STRANGE_POLICY = """
SELECT 'strange policy', name, polname || ' is not one of ours'
FROM judged WHERE NOT is_ours AND NOT is_authors
  AND NOT (is_published AND polpermissive AND polcmd = 'r' AND using_rule = 'true' AND check_rule IS NULL)
"""

NO_AUTHOR_GATE = """
SELECT 'no author gate', name, 'whoever shares its holder reads what is its author''s alone'
FROM walled WHERE name = ANY (%(authored)s)
  AND NOT EXISTS (SELECT 1 FROM judged j WHERE j.oid = walled.oid AND j.is_authors)
"""

KEY_WITHOUT_HOLDER = """
SELECT CASE WHEN k.indisexclusion THEN 'exclusion across holders' ELSE 'unique across holders' END, w.name,
       k.indexrelid::regclass::text || ' does not begin with ' || w.holder
FROM keys k JOIN walled w ON w.oid = k.indrelid
WHERE w.holder IN ('practice_id', 'person_id', 'holder_id') AND k.first_key <> w.holder
  AND NOT (k.indisexclusion AND k.first_key = format('uuidrange(%%s, %%s, ''[]''::text)', w.holder, w.holder))
"""

PLAIN_REFERENCE = """
SELECT 'plain foreign key', near.name, c.conname || ' does not pair the holders with ' || far.name
FROM pg_constraint c
JOIN walled near ON near.oid = c.conrelid JOIN walled far ON far.oid = c.confrelid
WHERE c.contype = 'f' AND NOT EXISTS (
    SELECT 1 FROM unnest(c.conkey, c.confkey) AS pair(here, there)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.here AND a.attname = near.holder
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = pair.there AND b.attname = far.holder)
"""

REFERENCE_FROM_OUTSIDE = """
SELECT 'reference from outside', near.name, c.conname || ' points into ' || far.name
FROM pg_constraint c JOIN item near ON near.oid = c.conrelid JOIN walled far ON far.oid = c.confrelid
WHERE c.contype = 'f' AND near.name = ANY (%(named)s)
"""

VIEW_AS_OWNER = """
SELECT 'view as its owner', name, 'security_invoker is not set' FROM ours
WHERE relkind = 'v' AND NOT coalesce(reloptions::text ~ 'security_invoker=(true|on|1)', false)
"""

COPIES = """
SELECT CASE relkind WHEN 'm' THEN 'materialised view' ELSE 'foreign table' END, name, 'row security does not reach it'
FROM ours WHERE relkind IN ('m', 'f')
"""

TRIGGER = """
SELECT 'trigger', w.name, t.tgname || ': no logic in triggers on walled tables'
FROM pg_trigger t JOIN walled w ON w.oid = t.tgrelid WHERE NOT t.tgisinternal
"""

REWRITE = """
SELECT 'rewrite rule', item.name, r.rulename::text FROM pg_rewrite r JOIN item ON item.oid = r.ev_class
"""

PUBLISHED_COLUMN = """
SELECT 'published column', w.name, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' is not allowed out'
FROM walled w JOIN pg_attribute a ON a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE w.is_published
  AND w.name || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) <> ALL (%(published_columns)s)
"""

PUBLISHED_REFERENCE = """
SELECT 'published reference', w.name, c.conname || ' points at ' || c.confrelid::regclass::text
FROM walled w JOIN pg_constraint c ON c.conrelid = w.oid AND c.contype = 'f' WHERE w.is_published
"""

SEQUENCE = """
SELECT 'shared sequence', name, 'it tells volume; ids are UUIDv7' FROM ours
WHERE relkind = 'S' AND name <> ALL (%(sequences)s)
"""

TABLE_RULES = (
    NO_HOLDER,
    NOT_ENABLED,
    NOT_FORCED,
    NO_GATE,
    NO_ROW_POLICY,
    STRANGE_POLICY,
    NO_AUTHOR_GATE,
    KEY_WITHOUT_HOLDER,
    PLAIN_REFERENCE,
    REFERENCE_FROM_OUTSIDE,
    VIEW_AS_OWNER,
    COPIES,
    TRIGGER,
    REWRITE,
    PUBLISHED_COLUMN,
    PUBLISHED_REFERENCE,
    SEQUENCE,
)
