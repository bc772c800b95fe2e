-- Events, and what must be true in the same transaction: keys of streams, claims.
-- Every table has one key column (`stream`, or `value` for claims) in every unique constraint, and beside it a
-- fixed hash bucket, so that the tables can be split by key. No triggers, no foreign keys, no NOTIFY.

create table events (
    stream      uuid     not null,
    version     bigint   not null,
    position    bigint   not null,
    command     uuid,
    bucket      smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    fingerprint bytea,
    type        text     not null,
    state       bytea    not null,
    primary key (stream, version)
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
comment on table events is 'What happened. Rows are only ever inserted. state: the exact bytes, as hashed and proved.'
    ' command, fingerprint: the idempotency key of the command that made the event, and a hash of what it asked for.';
create index events_position on events (position);
alter table events alter column state set storage external;

create table stream_keys (
    stream  uuid     not null primary key,
    bucket  smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    wrapped bytea    not null
);
comment on table stream_keys is 'The key that seals a stream''s personal parts, wrapped by the master key.'
    ' Erasure empties it; the row stays, so that nothing is sealed in the stream any more.';

create table claims (
    value  uuid     not null primary key,
    bucket smallint not null generated always as (get_byte(uuid_send(value), 15) & 63) stored,
    kind   text     not null,
    stream uuid     not null
);
create index claims_stream on claims (stream);
comment on table claims is 'Who holds a value that only one stream may hold. value: a keyed hash, such as of an identity number.';

create view stored_events as
    select stream as originator_id, version as originator_version, type as topic, state, position as notification_id
    from events;
comment on view stored_events is 'The events under the column names of the eventsourcing library, for its read methods.';

create table notification_tracking (
    application_name text   not null primary key,
    notification_id  bigint not null
);
comment on table notification_tracking is 'How far each reader of the event log has come, kept with what it wrote.';

-- What a command came to that was granted, by the stream of its first event and its idempotency key; no row where
-- there is none. Its events have consecutive positions, also those in other streams.
create function granted(of_stream uuid, of_key uuid) returns table (
    last_position bigint, first_version bigint, last_version bigint, fingerprint bytea
)
language sql stable
as $$
    with recursive own as materialized (
        select e.position, e.version, e.fingerprint from events e where e.stream = of_stream and e.command = of_key
    ), run (position) as (
        select max(own.position) from own
        union all
        select e.position from run join events e on e.position = run.position + 1 and e.command = of_key
    )
    select max(run.position), min(own.version), max(own.version), (array_agg(own.fingerprint))[1]
    from own, run having count(*) > 0
$$;

-- Appends a batch of commands in one transaction, all or none, and returns the position before the first event.
-- Events get the next positions in the order given. The lock makes positions rise in commit order, so that a reader
-- who asks for "position > n" never skips an event.
-- A version or value that is taken raises unique_violation, and so do two claims of one stream: then append_each looks
-- at each command.
create function append_batch(
    e_stream uuid[], e_version bigint[], e_type text[], e_state bytea[], e_key uuid[], e_fingerprint bytea[],
    k_stream uuid[], k_wrapped bytea[],
    c_value uuid[], c_kind text[], c_stream uuid[]
) returns bigint
language plpgsql
as $$
declare
    base bigint;
begin
    perform pg_advisory_xact_lock(4851);
    select coalesce(max(position), 0) into base from events;
    insert into events (stream, version, position, type, state, command, fingerprint)
    select a.stream, a.version, base + a.ordinal, a.type, a.state, a.key, a.fingerprint
    from unnest(e_stream, e_version, e_type, e_state, e_key, e_fingerprint)
        with ordinality a(stream, version, type, state, key, fingerprint, ordinal);
    if cardinality(k_stream) > 0 then
        insert into stream_keys (stream, wrapped) select * from unnest(k_stream, k_wrapped);
    end if;
    if cardinality(c_value) > 0 then
        if (select count(distinct (c.kind, c.stream)) from unnest(c_kind, c_stream) c(kind, stream))
            < cardinality(c_value)
        then
            raise unique_violation using message = 'a stream claims two values of a kind';
        end if;
        insert into claims (value, kind, stream) select * from unnest(c_value, c_kind, c_stream);
        -- A stream that claims a new value of a kind gives up its old one.
        delete from claims x using unnest(c_value, c_kind, c_stream) c(value, kind, stream)
        where x.stream = c.stream and x.kind = c.kind and x.value <> c.value;
    end if;
    return base;
end
$$;

-- Appends those commands of a batch that can be granted, each whole or not at all, under the same lock:
--   appended  its events are stored; last_position is that of its last event
--   replayed  at its place stands an event with its idempotency key: it was granted before, and what it came to is
--             returned. A key further on in the stream is not looked for: who appends after version n has read the
--             stream up to n, keys included
--   again     an earlier command of the batch may stand in its way: not judged, to be sent again
--   claimed   a value that it claims is held by another stream
--   conflict  one of its versions is taken, or it brings a key for a stream that has another
-- Sent again until none is `again`, a batch comes to what its commands come to one by one, in some order.
create function append_each(
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
    ), released as (
        -- A stream that claims a new value of a kind gives up its old one.
        delete from claims x using claim c
        where x.stream = c.stream and x.kind = c.kind and x.value <> c.value
          and c.command in (select command from granted)
    ), claimed as (
        insert into claims (value, kind, stream)
        select value, kind, stream from claim where command in (select command from granted)
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
