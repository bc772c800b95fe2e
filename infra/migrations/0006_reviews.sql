-- Decisions that are to be looked at again since what they rested on was corrected, and what came of it.

create table review_register (
    stream        uuid        not null,
    bucket        smallint    not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    review_id     uuid        not null,
    day           date        not null,
    opened_at     timestamptz,
    decision      bigint      not null,
    decision_id   uuid,
    decision_type text        not null,
    corrected     bigint      not null,
    correction    bigint      not null,
    rests_on      jsonb       not null,
    is_named      boolean     not null,
    decided_by    text,
    rule          text,
    article       text,
    result        text,
    reviewed_by   text,
    decided_at    timestamptz,
    version       bigint      not null,
    position      bigint      not null,
    primary key (stream, review_id)
);
create index review_register_open on review_register (day desc, stream desc, review_id desc) where result is null;
