-- Time limits that run: what the fold needs to know of a person, and the list of those that are neither met nor
-- lapsed. Whether one is overdue is a comparison with the moment of the question; nothing is written for it.

create table person_dockets (
    stream uuid     not null primary key,
    bucket smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    docket jsonb    not null
);

create table person_deadlines (
    stream         uuid        not null,
    number         bigint      not null,
    bucket         smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    rule           text        not null,
    article        text        not null,
    nature         text        not null,
    bearer         text        not null,
    subject_id     uuid        not null,
    basis          uuid        not null,
    to_whom        text,
    since          date        not null,
    due_on         date        not null,
    due_at         timestamptz,
    provisional    boolean     not null,
    policy         text        not null,
    policy_version text        not null,
    primary key (stream, number)
);
create index person_deadlines_due on person_deadlines (due_on, stream, number);
