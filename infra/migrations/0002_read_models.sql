-- What is known of persons, folded from the events; and who has looked at whom. Read models can be dropped and
-- built again. No personal identifier stands here: names are read from the sealed parts when they are shown.

create table person_status (
    stream                   uuid        not null primary key,
    bucket                   smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    version                  bigint      not null,
    position                 bigint      not null,
    registered_on            date,
    birth_date               date,
    sex                      text,
    domicile_area            text,
    residence_area           text,
    died_on                  date,
    emigrated_on             date,
    addiction_level          text,
    tier                     text,
    tier_assigned_on         date,
    tier_assigned_by         text,
    tier_proposed            text,
    tier_objection_open      boolean     not null,
    measure_kind             text,
    measure_status           text,
    measures                 jsonb       not null,
    worker                   text,
    responsible_unit         text,
    handover_to              text,
    last_test_on             date,
    last_test_result         text,
    last_contact_on          date,
    contact_lost_on          date,
    abstinent_since          date,
    abstinence_paused        boolean     not null,
    three_years_confirmed_on date,
    control_ended_on         date,
    last_event_at            timestamptz not null,
    last_recorded_at         timestamptz not null
);
create index person_status_area on person_status (residence_area text_pattern_ops, stream);
create index person_status_tier on person_status (tier, stream);
create index person_status_measure on person_status (measure_kind, measure_status, stream);
create index person_status_worker on person_status (worker, stream);

create table person_history (
    stream         uuid        not null,
    version        bigint      not null,
    bucket         smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    position       bigint      not null,
    event_id       uuid        not null,
    type           text        not null,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    actor_user     text        not null,
    actor_role     text        not null,
    actor_unit     text        not null,
    legal_basis    text,
    correlation_id text        not null,
    superseded_by  bigint,
    superseded_how text,
    primary key (stream, version)
);

create table set_aside (
    stream         uuid        not null,
    version        bigint      not null,
    projection     text        not null,
    bucket         smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    position       bigint      not null,
    type           text        not null,
    error          text        not null,
    at             timestamptz not null default now(),
    primary key (stream, version, projection)
);
comment on table set_aside is 'Events that a projection could not take. It went on without them.';

create table reads (
    stream         uuid        not null,
    bucket         smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    at             timestamptz not null default now(),
    actor_user     text        not null,
    actor_role     text        not null,
    actor_unit     text        not null,
    purpose        text        not null,
    what           text        not null,
    correlation_id text        not null
);
comment on table reads is 'Who has looked at whom, when and why. Rows are only ever inserted, before the answer is sent.';
create index reads_stream on reads (stream, at);
