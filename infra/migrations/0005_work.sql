-- Read models for the daily work, and what figures are counted from. What is to be done has the day on which it begins
-- and its last day; whether it is overdue is a comparison with the day of the question, and nothing is written for it.

-- Folded anew under a new version: who is in charge of a person although a colleague is no more, of which test the last
-- result is, and time limits without what is settled.
truncate person_status, person_dockets, person_deadlines;
delete from notification_tracking where application_name in ('person_status/1', 'person_dockets/1');
alter table person_status
    add column case_workers jsonb not null,
    add column last_test_id uuid;

create table person_work (
    stream     uuid        not null,
    bucket     smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    measures   jsonb       not null,
    tests      jsonb       not null,
    clock      jsonb       not null,
    offer      jsonb,
    tier       jsonb,
    objections jsonb       not null,
    has_died   boolean     not null,
    is_abroad  boolean     not null,
    primary key (stream)
);

create table person_tasks (
    stream         uuid        not null,
    bucket         smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    kind           text        not null,
    subject_id     uuid        not null,
    since          date        not null,
    shown_from     date,
    due_on         date,
    bearer         text        not null,
    article        text,
    policy         text,
    policy_version text,
    detail         text,
    primary key (stream, kind, subject_id, since)
);

create table person_measures (
    stream   uuid        not null,
    bucket   smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    measures jsonb       not null,
    deciders jsonb       not null,
    primary key (stream)
);

create table measure_register (
    stream                uuid        not null,
    bucket                smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    measure_id            uuid        not null,
    kind                  text        not null,
    status                text        not null,
    day                   date        not null,
    decider               text,
    area                  text,
    served_on             date,
    reported_on           date,
    refused_on            date,
    signed_on             date,
    entered_on            date,
    paused_on             date,
    term_months           bigint,
    term_days             bigint,
    begins_on             date,
    expires_on            date,
    law                   text,
    tests                 bigint      not null,
    departures            bigint      not null,
    days_away             bigint      not null,
    serious_breach_on     date,
    reported_to_police_on date,
    follows               uuid,
    ending                text,
    ended_on              date,
    cancelled_on          date,
    primary key (stream, measure_id)
);

create table person_changes (
    stream  uuid        not null,
    bucket  smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    changes jsonb       not null,
    primary key (stream)
);

create table person_periods (
    stream   uuid        not null,
    bucket   smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    since    date        not null,
    until    date,
    area     text,
    tier     text,
    standing text        not null,
    primary key (stream, since)
);

create table test_register (
    stream            uuid        not null,
    bucket            smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    test_id           uuid        not null,
    standing          text        not null,
    day               date        not null,
    ground            text,
    method            text,
    kind              text,
    ordered_on        date,
    due_on            date,
    taken_on          date,
    missed_on         date,
    is_forced         boolean     not null,
    result            text,
    result_on         date,
    laboratory        text,
    objected_on       date,
    objection_granted boolean,
    version           bigint      not null,
    position          bigint      not null,
    primary key (stream, test_id)
);

create table handover_register (
    stream      uuid        not null,
    bucket      smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    handover_id uuid        not null,
    outcome     text        not null,
    from_unit   text,
    to_unit     text,
    to_area     text,
    level       text,
    day         date        not null,
    answered_on date,
    version     bigint      not null,
    position    bigint      not null,
    primary key (stream, handover_id)
);

create table support_register (
    stream      uuid        not null,
    bucket      smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    item_id     uuid        not null,
    kind        text        not null,
    what        text,
    beneficiary text,
    provider    text,
    amount_fen  bigint,
    day         date        not null,
    ended_on    date,
    outcome     text,
    version     bigint      not null,
    position    bigint      not null,
    primary key (stream, item_id)
);

create table milestone_register (
    stream     uuid        not null,
    bucket     smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    item_id    uuid        not null,
    kind       text        not null,
    plan_id    uuid,
    programme  text,
    title      text,
    due_on     date,
    day        date        not null,
    decided_on date,
    outcome    text,
    version    bigint      not null,
    position   bigint      not null,
    primary key (stream, item_id)
);

create table facts (
    stream   uuid        not null,
    bucket   smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    version  bigint      not null,
    subject  text        not null,
    kind     text        not null,
    value    text,
    item_id  uuid,
    day      date        not null,
    quantity bigint,
    position bigint      not null,
    event_id uuid        not null,
    primary key (stream, version)
);

create index person_tasks_due on person_tasks ((coalesce(due_on, shown_from)), stream);
create index measure_register_day on measure_register (day desc, stream desc, measure_id desc);
create index test_register_day on test_register (day desc, stream desc, test_id desc);
create index handover_register_day on handover_register (day desc, stream desc, handover_id desc);
create index support_register_day on support_register (day desc, stream desc, item_id desc);
create index milestone_register_day on milestone_register (day desc, stream desc, item_id desc);
create index person_periods_since on person_periods (since);
create index facts_kind on facts (kind, day, stream, version);
