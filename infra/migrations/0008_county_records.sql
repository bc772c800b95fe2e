-- The registers of the county: cases and every other kind of stream that is no person's.

create table county_records (
    stream   uuid     not null,
    bucket   smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    version  bigint   not null,
    position bigint   not null,
    kind     text     not null,
    title    text     not null,
    area     text,
    status   text     not null,
    since    date,
    until    date,
    record   jsonb    not null,
    primary key (stream)
);
create index county_records_since on county_records (kind, since desc, stream desc);
