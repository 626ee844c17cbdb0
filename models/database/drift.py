"""Tells whether the live database is still what the program built: tables, functions, triggers, policies, grants."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from models.database.schema import SCHEMAS

_OBJECTS = """
WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY (:schemas)), object AS (
SELECT 'function ' || p.oid::regprocedure::text AS name,
       pg_get_functiondef(p.oid) || pg_get_userbyid(p.proowner) || coalesce(acl.list, '') AS definition
  FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace
  LEFT JOIN LATERAL (SELECT string_agg(a::text, ',' ORDER BY a::text) AS list FROM unnest(p.proacl) a) acl ON true
UNION ALL
SELECT 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass::text, pg_get_triggerdef(t.oid) || t.tgenabled::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN ours ON ours.oid = c.relnamespace
 WHERE NOT t.tgisinternal OR t.tgenabled <> 'O'
UNION ALL
SELECT 'policy ' || p.polname || ' on ' || p.polrelid::regclass::text,
       concat_ws('|', p.polcmd::text, p.polpermissive, p.polroles::text, pg_get_expr(p.polqual, p.polrelid),
                 pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN ours ON ours.oid = c.relnamespace
UNION ALL
SELECT 'relation ' || c.oid::regclass::text,
       concat_ws('|', c.relkind::text, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),
                 c.reloptions::text, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(c.relacl) a),
                 CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END,
                 (SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                    a.attcollation, pg_get_expr(d.adbin, d.adrelid),
                                    (SELECT string_agg(g::text, ',' ORDER BY g::text) FROM unnest(a.attacl) g)),
                                    ';' ORDER BY a.attname)
                    FROM pg_attribute a
                    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
  FROM pg_class c JOIN ours ON ours.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'v') AND c.relname NOT LIKE 'badge_tries_%'
UNION ALL
SELECT 'constraint ' || n.conname || ' on ' || n.conrelid::regclass::text, pg_get_constraintdef(n.oid) || n.convalidated
  FROM pg_constraint n JOIN ours ON ours.oid = n.connamespace WHERE n.contype <> 'n'
UNION ALL
SELECT 'index ' || i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) || i.indisvalid
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN ours ON ours.oid = c.relnamespace
UNION ALL
SELECT 'schema ' || n.nspname, pg_get_userbyid(n.nspowner) || coalesce(acl.list, '')
  FROM pg_namespace n JOIN ours ON ours.oid = n.oid
  LEFT JOIN LATERAL (SELECT string_agg(a::text, ',' ORDER BY a::text) AS list FROM unnest(n.nspacl) a) acl ON true
)
SELECT name, md5(definition) AS digest FROM object ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """One object that is not as it was built: `change` is missing, added or changed."""

    object: str
    change: str


def fingerprint(connection: Connection) -> dict[str, str]:
    """Every object of ours by kind and name, with the MD5 of its definition, owner and rights."""
    rows = connection.execute(text(_OBJECTS), {"schemas": list(SCHEMAS)})
    return {row.name: row.digest for row in rows}


def find_drift(connection: Connection) -> tuple[Drift, ...]:
    """What differs between the live database and the one that was built; the connection acts as the owner."""
    built: dict[str, str] = connection.scalar(text("SELECT objects FROM company.installation")) or {}
    live = fingerprint(connection)
    return (
        *(Drift(name, "missing") for name in sorted(built.keys() - live.keys())),
        *(Drift(name, "added") for name in sorted(live.keys() - built.keys())),
        *(Drift(name, "changed") for name in sorted(built.keys() & live.keys()) if built[name] != live[name]),
    )
