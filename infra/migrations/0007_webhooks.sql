-- Who is told of events, and how far each has been told. Few rows, the same on every shard. No event stands here:
-- what is to be delivered is read from the log each time.

create schema webhooks;

create table webhooks.subscriptions (
    id            uuid        not null primary key,
    target        text        not null,
    types         text[]      not null,
    area          text,
    purpose       text        not null,
    unit          text        not null,
    key           bytea       not null,
    secret        bytea       not null,
    position      bigint      not null,
    state         text        not null default 'active',
    tries         integer     not null default 0,
    next_try_at   timestamptz,
    failing_since timestamptz,
    last_error    text,
    delivered     bigint      not null default 0,
    delivered_at  timestamptz
);
comment on table webhooks.subscriptions is 'position: everything up to there was delivered, or is in dead_letters.'
    ' tries, next_try_at: of the event after it. state: active, disabled (after long failure), ended.'
    ' key, secret: the secret that signs, sealed under a key that the master key wraps; emptied at the end.';

create table webhooks.changes (
    subscription   uuid        not null,
    at             timestamptz not null default now(),
    what           text        not null,
    actor_user     text        not null,
    actor_role     text        not null,
    actor_unit     text        not null,
    correlation_id text        not null,
    detail         text
);
comment on table webhooks.changes is 'What was done with subscriptions, and by whom. Rows are only ever inserted.';
create index changes_subscription on webhooks.changes (subscription, at);

create table webhooks.dead_letters (
    subscription   uuid        not null,
    position       bigint      not null,
    message_id     text        not null,
    type           text        not null,
    stream         uuid        not null,
    tries          integer     not null,
    error          text        not null,
    at             timestamptz not null default now(),
    retry_asked_at timestamptz,
    delivered_at   timestamptz,
    primary key (subscription, position)
);
comment on table webhooks.dead_letters is 'Events that were given up after the last try. They may be tried again, once each time.';
