-- Rebuilds of read models. While one goes on, its new tables are in the schema rebuild_N; once they are live, the
-- old ones are kept in replaced_N until they are dropped. The tables here are few rows, the same on every shard.

create schema rebuilding;

create table rebuilding.rebuilds (
    id           integer     not null primary key generated always as identity,
    projections  text[]      not null,
    tables       text[]      not null,
    fence        bigint      not null,
    events       bigint      not null,
    state        text        not null default 'building',
    phase        text        not null default 'folding',
    done         bigint      not null default 0,
    per_second   double precision,
    seconds_left double precision,
    digests      jsonb,
    matches      boolean,
    error        text,
    cancel_asked boolean     not null default false,
    started_at   timestamptz not null default now(),
    ended_at     timestamptz
);
comment on table rebuilding.rebuilds is 'Every rebuild there was: of what, up to which position it read, how far it is.';

create table rebuilding.buckets (
    rebuild integer  not null,
    bucket  smallint not null,
    done    boolean  not null default false,
    events  bigint   not null default 0,
    digests jsonb,
    primary key (rebuild, bucket)
);
comment on table rebuilding.buckets is 'Which buckets of a rebuild are folded: written in the transaction of their rows.';
