-- How each person stood on any day, for what indicators count: contact, abstinence, worker, measure, custody, work, help.

truncate person_changes, person_periods;
delete from notification_tracking where application_name = 'person_changes/1';
alter table person_changes
    add column born     date,
    add column spans    jsonb not null,
    add column measures jsonb not null;
alter table person_periods
    add column worker         text,
    add column out_of_contact boolean not null,
    add column abstinent      boolean not null,
    add column measure        text,
    add column measure_kind   text,
    add column in_custody     boolean not null,
    add column employed       boolean not null,
    add column assisted       boolean not null,
    add column born           date;
create index test_register_result on test_register (result, day);
