-- One incident is one situation at one site; its state is the state machine's (org.pukar.incident).
create table incident (
    id             uuid primary key,
    site_id        text        not null,
    station_id     text        not null, -- whose desk rings first
    rank           text        not null check (rank in ('REQUEST', 'SIGN', 'EXPRESSION')),
    state          text        not null,
    opened_at      timestamptz not null,
    last_signal_at timestamptz not null,
    urgency        integer     not null,
    deadline       timestamptz,
    claimed_by     text,
    confirmed_by   text,
    verdict_reason text,
    sent_to        text,
    tried          text[]      not null,
    outcome        jsonb,
    ended_at       timestamptz
);
create index incident_open on incident (deadline) where ended_at is null;
create index incident_by_site on incident (site_id, last_signal_at) where ended_at is null;
create index incident_ended on incident (ended_at desc) where ended_at is not null;

-- A signal's id is made from what it came from, so that delivering it twice changes nothing.
create table signal (
    id          uuid primary key,
    incident_id uuid             not null references incident (id),
    camera_id   text             not null,
    rank        text             not null,
    at          timestamptz      not null,
    track       bigint           not null,
    score       double precision not null,
    threshold   double precision not null,
    looks       jsonb            not null,
    received_at timestamptz      not null default now()
);
create index signal_of_incident on signal (incident_id, at);

-- What happened, in order. Nothing here is ever changed.
create table incident_event (
    id          bigint generated always as identity primary key,
    incident_id uuid        not null references incident (id),
    at          timestamptz not null,
    kind        text        not null,
    person      text,
    detail      text        not null
);
create index event_of_incident on incident_event (incident_id, id);

-- Masked pictures, sealed with the incident's own key; both go when the incident is dismissed or expires.
create table evidence_key (
    incident_id uuid primary key references incident (id),
    wrapped     bytea not null
);
create table evidence_picture (
    incident_id uuid        not null references evidence_key (incident_id) on delete cascade,
    signal_id   uuid        not null references signal (id),
    at          timestamptz not null,
    sealed      bytea       not null,
    primary key (signal_id, at)
);
create index picture_of_incident on evidence_picture (incident_id);

-- A text sealed with the master key, to tell at the start whether this is the key that sealed the rest.
create table master_key_check (
    id     integer primary key check (id = 1),
    sealed bytea not null
);

create table account (
    name     text primary key,
    password text    not null,
    role     text    not null check (role in ('REVIEWER', 'OFFICER', 'ENGINEER')),
    post     text, -- a station's or unit's id; empty: the control room
    disabled boolean not null default false
);

create table unit_position (
    unit_id   text primary key,
    latitude  double precision not null,
    longitude double precision not null,
    at        timestamptz      not null
);

-- Who did and who looked at what. Only ever appended to.
create table audit (
    id          bigint generated always as identity primary key,
    at          timestamptz not null default now(),
    person      text        not null,
    act         text        not null,
    incident_id uuid,
    detail      text        not null
);
create function audit_stands() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only appended to';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function audit_stands();
