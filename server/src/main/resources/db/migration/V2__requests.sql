-- Where an incident is: a site, or where someone who asked for help is.
alter table incident
    add column place_name text             not null default '',
    add column latitude   double precision not null default 0,
    add column longitude  double precision not null default 0,
    add column exercise   text check (exercise in ('DRILL', 'KNOWN')), -- null: it is none
    add column opinion_asked_by text,
    add column desk_deadline timestamptz;
create index incident_desk on incident (desk_deadline) where ended_at is null and desk_deadline is not null;

-- A person's own wish. Its id is that of its signal.
create table request (
    id              uuid primary key references signal (id),
    way             text        not null check (way in ('POINT', 'PHONE', 'CENTRE')),
    source_id       text        not null, -- a point, the site of a sign, or a centre's name
    words           text        not null default '',
    women           boolean     not null default false, -- women officers are wished for
    call_back       text        not null default '',    -- a number, if one was given
    latitude        double precision,
    longitude       double precision,
    accuracy_meters double precision,
    placed_at       timestamptz,
    pressed_at      timestamptz not null, -- by the sender's clock
    received_at     timestamptz not null,
    secret          text unique,          -- SHA-256 of what opens the page of who asked
    body_hash       text,                 -- SHA-256 of what a centre sent, to tell a repeat from another
    code            text        not null default '',
    duress_code     text        not null default '',
    wrong_codes     integer     not null default 0,
    withdrawn_at    timestamptz,
    duress_at       timestamptz
);

-- Another person's look at an incident, when whoever took it asked for one.
create table opinion (
    incident_id uuid        not null references incident (id),
    person      text        not null,
    at          timestamptz not null,
    says        text        not null check (says in ('HELP', 'NO_NEED', 'CANT_TELL')),
    words       text        not null,
    primary key (incident_id, person)
);

-- Panic points: their keys, sealed with the master key, and all that they ever said.
create table point_key (
    point_id text primary key,
    sealed   bytea       not null,
    made_at  timestamptz not null
);
create table point_message (
    id          uuid primary key,
    point_id    text        not null,
    kind        text        not null check (kind in ('PRESS', 'TEST', 'HEARTBEAT')),
    sent_at     timestamptz not null, -- by the point's clock
    received_at timestamptz not null,
    battery     double precision,     -- share left, 0 to 1
    link        double precision      -- dBm
);
create index message_of_point on point_message (point_id, received_at desc);
create index message_by_kind on point_message (point_id, kind, received_at desc);
create index heartbeat_by_time on point_message (received_at) where kind = 'HEARTBEAT';
create table point_refusal (
    id       bigint generated always as identity primary key,
    point_id text        not null, -- as it called itself; empty when it could not be read
    at       timestamptz not null,
    reason   text        not null,
    way      text        not null
);
create index refusal_of_point on point_refusal (point_id, at desc);
create index refusal_by_time on point_refusal (at desc);

-- Programs that may ask on somebody's behalf, such as a 112 centre's.
create table client (
    name     text primary key,
    key_hash text        not null unique, -- SHA-256 of its key
    made_at  timestamptz not null,
    disabled boolean     not null default false
);

-- Who is on shift. A lease ends when its page has been silent for a while, or at sign-out.
create table shift (
    id        bigint generated always as identity primary key,
    person    text        not null,
    role      text        not null,
    post      text,
    began_at  timestamptz not null,
    seen_at   timestamptz not null,
    ended_at  timestamptz,
    ended_by  text
);
create unique index shift_of_person on shift (person) where ended_at is null;
create index shift_by_time on shift (began_at desc);
alter table account drop constraint account_role_check;
alter table account add constraint account_role_check
    check (role in ('REVIEWER', 'OFFICER', 'ENGINEER', 'SUPERVISOR'));
