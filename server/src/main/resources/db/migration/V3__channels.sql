-- What has to be told to people elsewhere, written in the same transaction as the step that it tells of: one row an
-- alert and channel. Its id is made from incident, step and channel, so that making it twice changes nothing.
create table alert (
    id              uuid primary key,
    number          bigint generated always as identity,
    channel         text        not null,
    incident_id     uuid        not null references incident (id),
    content         jsonb       not null,
    state           text        not null check (state in ('WAITING', 'SENT', 'ACKNOWLEDGED', 'DEAD')),
    attempts        integer     not null default 0,
    made_at         timestamptz not null,
    next_try_at     timestamptz not null,
    last_error      text,
    sent_at         timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text
);
create index alert_waiting on alert (channel, number) where state = 'WAITING';
create index alert_dead on alert (channel, number) where state = 'DEAD';
create index alert_of_incident on alert (incident_id, channel, number);
create index alert_sent on alert (channel, sent_at) where sent_at is not null;
