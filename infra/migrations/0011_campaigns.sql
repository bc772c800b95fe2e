-- Screening campaigns: whom one is about, and who was screened. The list is in no row of county_records.

create table campaign_targets (
    stream      uuid     not null,
    bucket      smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    person_id   uuid     not null,
    added_on    date     not null,
    outcome     text,
    screened_on date,
    dropped_on  date,
    drop_ground text,
    left_open   text,
    version     bigint   not null,
    position    bigint   not null,
    primary key (stream, person_id)
);

create table screening_register (
    stream      uuid     not null,
    bucket      smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    version     bigint   not null,
    campaign_id uuid,
    campaign    text,
    outcome     text     not null,
    day         date     not null,
    position    bigint   not null,
    event_id    uuid     not null,
    primary key (stream, version)
);
