"""What must hold of functions, grants, roles and ownership."""

# PostgreSQL itself owns a range type's constructors and opens them to all; they look at nothing but their arguments.
CONSTRUCTOR = """
EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
        AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i')
"""

DEFINER = """
SELECT 'definer function', p.oid::regprocedure::text, 'it runs as its owner and is on no list'
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND p.oid::regprocedure::text <> ALL (%(definers)s)
"""

LOOSE_DEFINER = """
SELECT 'loose search path', p.oid::regprocedure::text, 'a definer function pins its search_path to pg_catalog first'
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT coalesce(p.proconfig::text LIKE '%%search_path=pg_catalog, pg_temp%%', false)
"""

VOLATILE_IN_POLICY = """
SELECT 'volatile in a policy', p.oid::regprocedure::text, 'policies call STABLE functions only'
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'app' AND p.provolatile = 'v' AND p.prorettype = 'uuid'::regtype
"""

PUBLIC_FUNCTION = f"""
SELECT 'function open to all', p.oid::regprocedure::text, 'PUBLIC may execute it'
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND has_function_privilege('public', p.oid, 'EXECUTE')
  AND NOT {CONSTRUCTOR}
"""  # noqa: S608

ESCAPING_GRANT = """
SELECT 'escaping grant', ours.name,
       g.grantee::text || ' has ' || g.privilege_type || ', which row security does not see'
FROM ours CROSS JOIN LATERAL (
    SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee,
           a.privilege_type, a.grantee AS id
    FROM aclexplode(ours.relacl) a) g
WHERE ours.relkind IN ('r', 'p', 'v', 'm', 'f') AND g.id <> ours.relowner
  AND (g.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN') OR g.id = 0)
"""

ROLE_TOO_STRONG = """
SELECT 'role too strong', rolname::text, 'has ' || concat_ws(', ',
    CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
    CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
    CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolinherit AND rolname = 'attune_app' THEN 'INHERIT' END)
FROM pg_roles WHERE rolname IN ('attune_app', 'attune_owner', 'attune_migrate')
  AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication
       OR rolinherit AND rolname = 'attune_app')
"""

ROLE_IN_ROLE = """
SELECT 'role in a role', m.member::regrole::text, 'is a member of ' || m.roleid::regrole::text
FROM pg_auth_members m WHERE m.member = 'attune_app'::regrole
"""

STRANGE_OWNER = f"""
SELECT 'strange owner', name, 'belongs to ' || relowner::regrole::text FROM ours
WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relowner <> 'attune_owner'::regrole
UNION ALL
SELECT 'strange owner', p.oid::regprocedure::text, 'belongs to ' || p.proowner::regrole::text
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND p.proowner <> 'attune_owner'::regrole
  AND NOT {CONSTRUCTOR}
"""  # noqa: S608

MAY_CREATE = r"""
SELECT 'may create', n.nspname::text, r.rolname || ' may create objects in the schema'
FROM pg_namespace n CROSS JOIN (VALUES ('attune_app'), ('public')) AS r(rolname)
WHERE n.nspname NOT LIKE 'pg\_%%' AND n.nspname <> 'information_schema'
  AND has_schema_privilege(r.rolname, n.oid, 'CREATE')
UNION ALL
SELECT 'may create', current_database()::text, r.rolname || ' has ' || given.name
FROM (VALUES ('attune_app'), ('public')) AS r(rolname) CROSS JOIN (VALUES ('CREATE'), ('TEMPORARY')) AS given(name)
WHERE has_database_privilege(r.rolname, current_database(), given.name)
"""

ROLE_RULES = (
    DEFINER,
    LOOSE_DEFINER,
    VOLATILE_IN_POLICY,
    PUBLIC_FUNCTION,
    ESCAPING_GRANT,
    ROLE_TOO_STRONG,
    ROLE_IN_ROLE,
    STRANGE_OWNER,
    MAY_CREATE,
)
