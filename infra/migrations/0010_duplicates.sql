-- Two records of one person: whom somebody may be, what an officer decided about it, and a number that goes from one
-- record to the other in one append.

-- Folded anew under a new version: whether a record was merged into another.
truncate person_status;
delete from notification_tracking where application_name = 'person_status/2';
alter table person_status
    add column merged_into uuid,
    add column merged jsonb not null;

create table duplicate_decisions (
    stream     uuid        not null,
    bucket     smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    other      uuid        not null,
    outcome    text        not null,
    day        date        not null,
    decided_at timestamptz,
    decided_by text        not null,
    agreed     jsonb       not null,
    version    bigint      not null,
    position   bigint      not null,
    primary key (stream, other)
);
create index duplicate_decisions_other on duplicate_decisions (other);

create table duplicate_features (
    value  uuid     not null,
    bucket smallint not null generated always as (get_byte(uuid_send(value), 15) & 63) stored,
    stream uuid     not null,
    primary key (value, stream)
);
create index duplicate_features_stream on duplicate_features (stream);
comment on table duplicate_features is 'By what records of one person can be found. value: a keyed hash of a feature, such as of'
    ' surname and birth date. Follows from the events: it can be emptied, and a sweep fills it again.';

create table duplicate_suspicions (
    stream   uuid        not null,
    bucket   smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    other    uuid        not null,
    day      date        not null,
    found_at timestamptz not null default now(),
    score    integer     not null,
    features jsonb       not null,
    agreed   jsonb       not null,
    rules    text        not null,
    primary key (stream, other)
);
create index duplicate_suspicions_other on duplicate_suspicions (other);
create index duplicate_suspicions_day on duplicate_suspicions (day desc, stream desc, other desc);
comment on table duplicate_suspicions is 'Which two records may be of one person, as looked at last; stream is the smaller id.';

-- Appends those commands of a batch that can be granted, each whole or not at all, under the same lock:
--   appended  its events are stored; last_position is that of its last event
--   replayed  at its place stands an event with its idempotency key: it was granted before, and what it came to is
--             returned. A key further on in the stream is not looked for: who appends after version n has read the
--             stream up to n, keys included
--   again     an earlier command of the batch may stand in its way: not judged, to be sent again
--   claimed   a value that it claims is held by another stream, which does not give it up in this very command by
--             claiming another of the kind
--   conflict  one of its versions is taken, or it brings a key for a stream that has another
-- Sent again until none is `again`, a batch comes to what its commands come to one by one, in some order.
create or replace function append_each(
    commands integer,
    e_command integer[], e_stream uuid[], e_version bigint[], e_type text[], e_state bytea[],
    e_key uuid[], e_fingerprint bytea[],
    k_command integer[], k_stream uuid[], k_wrapped bytea[],
    c_command integer[], c_value uuid[], c_kind text[], c_stream uuid[]
) returns table (
    command integer, outcome text, last_position bigint, first_version bigint, last_version bigint, fingerprint bytea
)
language plpgsql
-- A plan made while the tables were small must not read them whole once they are large.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
    base bigint;
begin
    perform pg_advisory_xact_lock(4851);
    select coalesce(max(position), 0) into base from events;
    return query
    with asked as materialized (
        select * from unnest(e_command, e_stream, e_version, e_type, e_state, e_key, e_fingerprint)
            with ordinality a(command, stream, version, type, state, key, fingerprint, ordinal)
    ), sealing as materialized (
        select * from unnest(k_command, k_stream, k_wrapped) k(command, stream, wrapped)
    ), claim as materialized (
        select * from unnest(c_command, c_value, c_kind, c_stream) c(command, value, kind, stream)
    ), replayed as materialized (
        select a.command, g.last_position, g.first_version, g.last_version, x.fingerprint
        from (select distinct on (command) * from asked order by command, ordinal) a
        join events x on x.stream = a.stream and x.version = a.version and x.command = a.key
        cross join lateral granted(x.stream, x.command) g
    ), conflict as materialized (
        select a.command from asked a
        where exists (select from events x where x.stream = a.stream and x.version = a.version)
        union
        select a.command from asked a group by a.command, a.stream, a.version having count(*) > 1
        union
        select k.command from sealing k join stream_keys x on x.stream = k.stream and x.wrapped <> k.wrapped
    ), held as materialized (
        select c.command from claim c join claims x on x.value = c.value and x.stream <> c.stream
        where not exists (
            select from claim g where g.command = c.command and g.stream = x.stream and g.kind = x.kind
        )
        union
        select c.command from claim c group by c.command, c.value having count(*) > 1
    ), possible as materialized (
        select g.command from generate_series(1, commands) g(command)
        where g.command not in (select command from replayed)
          and g.command not in (select command from conflict)
          and g.command not in (select command from held)
    ), needed as (
        select command, stream as id, 'version ' || version as part from asked
        union all select command, stream, 'key' from sealing
        union all select command, stream, 'claim ' || kind from claim
        union all select command, value, 'value' from claim
    ), first_needed as (
        select command, min(command) filter (where possible) over (partition by id, part) as first
        from (select n.*, n.command in (select command from possible) as possible from needed n) n
    ), again as materialized (
        select distinct command from first_needed
        where first < command and command not in (select command from replayed)
    ), granted as materialized (
        select command from possible where command not in (select command from again)
    ), placed as materialized (
        select a.*, base + row_number() over (order by a.ordinal) as position
        from asked a where a.command in (select command from granted)
    ), stored as (
        insert into events (stream, version, position, type, state, command, fingerprint)
        select stream, version, position, type, state, key, fingerprint from placed order by ordinal
    ), summed as materialized (
        select p.command, max(p.position) as position from placed p group by p.command
    ), keyed as (
        insert into stream_keys (stream, wrapped)
        select stream, wrapped from sealing where command in (select command from granted)
        on conflict (stream) do nothing
    ), taken as materialized (
        select c.value, c.kind, c.stream from claim c where c.command in (select command from granted)
    ), released as (
        -- A stream that claims a new value of a kind gives up its old one.
        delete from claims x using taken c
        where x.stream = c.stream and x.kind = c.kind and x.value not in (select value from taken)
    ), moved as (
        update claims x set kind = c.kind, stream = c.stream from taken c
        where x.value = c.value and (x.kind, x.stream) <> (c.kind, c.stream)
    ), claimed as (
        insert into claims (value, kind, stream)
        select value, kind, stream from taken
        on conflict (value) do nothing
    )
    select s.command, 'appended', s.position, null::bigint, null::bigint, null::bytea from summed s
    union all
    select r.command, 'replayed', r.last_position, r.first_version, r.last_version, r.fingerprint from replayed r
    union all
    select o.command, o.outcome, null::bigint, null::bigint, null::bigint, null::bytea from (
        select g.command, case
            when g.command in (select command from again) then 'again'
            when g.command in (select command from held) then 'claimed'
            when g.command in (select command from conflict) then 'conflict'
        end as outcome
        from generate_series(1, commands) g(command)
        where g.command not in (select command from replayed)
    ) o where o.outcome is not null;
end
$$;
