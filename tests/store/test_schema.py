"""What every table must be so that the data can be split by key, read from PostgreSQL's own catalogue.

The rules hold for tables of later migrations too. A table that is not about streams is named in `OTHER_KEYS`.
"""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from store.appending import command, execute, group_commit, ids, rows, stored, together

from tongxin.store.append import Appended, Claim, VersionConflict

OTHER_KEYS = {
    "claims": "value",  # what is claimed, whoever claims it
    "duplicate_features": "value",  # by which records are found
    "notification_tracking": "application_name",  # one row a reader of the log
    "schema_migrations": "number",  # one row a migration
}
WITHOUT_BUCKET = {"notification_tracking", "schema_migrations"}  # few rows, the same on every shard
BUCKETS = 64

TABLES = """
    select c.relname, array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    )
    from pg_class c where c.relkind in ('r', 'p', 'm', 'f') and c.relnamespace = 'public'::regnamespace
"""
UNIQUE = """
    select x.indrelid::regclass::text, x.indexrelid::regclass::text, array(
        select a.attname::text from pg_attribute a
        where a.attrelid = x.indrelid and a.attnum = any(x.indkey[0:x.indnkeyatts - 1])
    )
    from pg_index x join pg_class c on c.oid = x.indrelid
    where (x.indisunique or x.indisexclusion) and c.relnamespace = 'public'::regnamespace
"""
GENERATED = """
    select c.relname, pg_get_expr(d.adbin, d.adrelid)
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    join pg_class c on c.oid = d.adrelid
    where a.attname = 'bucket' and a.attgenerated = 's' and a.attnotnull
"""
TRIGGERS = (
    "select tgname from pg_trigger where not tgisinternal union all select evtname from pg_event_trigger"
)
RULES = "select rulename from pg_rules where schemaname = 'public'"  # the views' own are not among them
FOREIGN_KEYS = "select conname from pg_constraint where contype = 'f'"
FUNCTIONS = """
    select p.proname, lower(coalesce(nullif(p.prosrc, ''), pg_get_function_sqlbody(p.oid))), p.prosecdef
    from pg_proc p where p.pronamespace = 'public'::regnamespace
"""


def key_of(table: str) -> str:
    return OTHER_KEYS.get(table, "stream")


def tables_without_their_key(conninfo: str) -> list[str]:
    return [table for table, columns in rows(conninfo, TABLES) if key_of(table) not in columns]


def unique_keys_without_the_key(conninfo: str) -> list[str]:
    return [index for table, index, columns in rows(conninfo, UNIQUE) if key_of(table) not in columns]


def buckets_that_are_not_the_hash_of_the_key(conninfo: str) -> list[str]:
    generated = dict(rows(conninfo, GENERATED))
    wrong = []
    for table in {table for table, _ in rows(conninfo, TABLES)} - WITHOUT_BUCKET:
        keys = [UUID(int=0), UUID(int=63), UUID(int=64), UUID(int=(1 << 128) - 1), *ids(20)]
        query = f"select {generated.get(table)} from unnest(%s::uuid[]) given({key_of(table)})"
        if table not in generated or rows(conninfo, query, keys) != [key.bytes[15] % BUCKETS for key in keys]:
            wrong.append(table)
    return wrong


def automatisms(conninfo: str) -> list[str]:
    return [name for query in (TRIGGERS, RULES, FOREIGN_KEYS) for name in rows(conninfo, query)]


def functions_that_notify(conninfo: str) -> list[str]:
    return [name for name, source, _ in rows(conninfo, FUNCTIONS) if "notify" in source]


def functions_that_change_events(conninfo: str) -> list[str]:
    change = re.compile(
        r"\b(update|delete\s+from|truncate|merge\s+into)\s+(table\s+|only\s+)*(public\.)?events\b"
    )
    return [name for name, source, _ in rows(conninfo, FUNCTIONS) if change.search(source)]


def functions_with_rights_of_their_own(conninfo: str) -> list[str]:
    return [name for name, _, definer in rows(conninfo, FUNCTIONS) if definer]


RULES_OF_THE_SCHEMA: list[Callable[[str], list[str]]] = [
    tables_without_their_key,
    unique_keys_without_the_key,
    buckets_that_are_not_the_hash_of_the_key,
    automatisms,
    functions_that_notify,
    functions_that_change_events,
    functions_with_rights_of_their_own,
]


@pytest.mark.parametrize("rule", RULES_OF_THE_SCHEMA, ids=lambda rule: rule.__name__)
def test_there_are_no(database: str, rule: Callable[[str], list[str]]) -> None:
    assert rule(database) == []


KEYED = "stream uuid not null, bucket smallint not null generated always as ({}) stored"
HASH = "get_byte(uuid_send(stream), 15) & 63"


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        (tables_without_their_key, "create table planted (name text)"),
        (tables_without_their_key, "create materialized view planted as select position from events"),
        (unique_keys_without_the_key, "create table planted (stream uuid, name text primary key)"),
        (unique_keys_without_the_key, "create unique index planted on events (position)"),
        (unique_keys_without_the_key, "create unique index planted on events (position) include (stream)"),
        (unique_keys_without_the_key, "alter table claims add exclude (kind with =)"),
        (buckets_that_are_not_the_hash_of_the_key, "create table planted (stream uuid)"),
        (buckets_that_are_not_the_hash_of_the_key, "create table planted (stream uuid, bucket smallint)"),
        (
            buckets_that_are_not_the_hash_of_the_key,
            f"create table planted ({KEYED.format(HASH.replace('15', '14'))})",
        ),
        (
            automatisms,
            "create trigger planted before update on events"
            " for each row execute function suppress_redundant_updates_trigger()",
        ),
        (automatisms, "create rule planted as on delete to events do instead nothing"),
        (
            automatisms,
            "create table planted"
            " (stream uuid, version int8, foreign key (stream, version) references events)",
        ),
        (
            functions_that_notify,
            "create function planted() returns void language sql as $$ select pg_notify('a', 'b') $$",
        ),
        (functions_that_notify, "create function planted() returns void language sql as 'NOTIFY a'"),
        (
            functions_that_notify,
            "create function planted() returns void language sql"
            " begin atomic select pg_notify('a', 'b'); end",
        ),
        (
            functions_that_change_events,
            "create function planted() returns void language sql as 'Delete from ONLY public.events'",
        ),
        (
            functions_with_rights_of_their_own,
            "create function planted() returns int language sql security definer as 'select 1'",
        ),
    ],
)
def test_a_planted_offence_is_found(database: str, rule: Callable[[str], list[str]], statement: str) -> None:
    execute(database, statement)
    assert len(rule(database)) == 1


def test_a_lawful_table_is_left_alone(database: str) -> None:
    execute(
        database,
        f"create table planted ({KEYED.format(HASH)}, name text, unique (name, stream) include (bucket))",
    )
    assert not any(rule(database) for rule in RULES_OF_THE_SCHEMA)


def test_stored_rows_have_the_bucket_of_their_key(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        for stream in ids(100):
            connection.execute(
                "insert into events (stream, version, position, type, state) values (%s, 1, 1, 't', '')",
                (stream,),
            )
    pairs = rows(database, "select stream, bucket from events")
    assert all(bucket == stream.bytes[15] % BUCKETS for stream, bucket in pairs)
    assert len({bucket for _, bucket in pairs}) > BUCKETS / 2


def test_events_are_kept_as_bytes(database: str) -> None:
    query = (
        "select atttypid::regtype::text from pg_attribute where attname = 'state' and attrelid = %s::regclass"
    )
    assert rows(database, query, "events") == ["bytea"]


async def test_who_may_only_insert_events_can_append(database: str) -> None:
    """So nothing of the code that appends changes or removes an event."""
    role = f"appender_{uuid4().hex[:16]}"
    execute(database, f"create role {role} login password 'x' in role pg_read_all_data")
    try:
        execute(database, f"grant insert on events to {role}")
        execute(database, f"grant insert, update, delete on stream_keys, claims to {role}")
        await append_in_every_way(make_conninfo(database, options=f"-c role={role}"), database)
        for statement in ("update events set type = ''", "delete from events", "truncate events"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                execute(database, f"set role {role}; {statement}")
    finally:
        execute(database, f"drop owned by {role}")
        execute(database, f"drop role {role}")


async def append_in_every_way(limited: str, database: str) -> None:
    one, two, old, new, key, other_key = ids(6)
    first = command(one, key=key, claims=[Claim(old, "number", one)], keys=[(one, b"wrapped")])
    moved = [Claim(new, "number", one)]
    async with group_commit(limited) as group:
        assert await group.append(first) == Appended(1, 1, 1)
        assert await group.append(command(one, 2, claims=moved)) == Appended(2, 2, 2)
        answers = await together(
            group,
            first,
            command(one, 1),
            command(two, key=other_key, claims=[Claim(old, "number", two)], keys=[(two, b"wrapped")]),
            command(two, 2, claims=[Claim(uuid4(), "number", two)]),
        )
    assert [type(answer) for answer in answers] == [Appended, VersionConflict, Appended, Appended]
    assert stored(database) == [(one, 1), (one, 2), (two, 1), (two, 2)]
