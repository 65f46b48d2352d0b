-- A marked exercise that went through everything; its times follow from the incident's history.
create table drill (
    incident_id uuid primary key references incident (id),
    started_by  text        not null,
    night       date,                 -- of a nightly alarm; null: somebody started it
    started_at  timestamptz not null,
    listed_at   timestamptz           -- when open pages were told; null: no Pukar that runs heard of it
);
create index drill_by_time on drill (started_at desc);

-- One alarm a station and night, whichever desk is first.
create table drill_night (
    station_id text not null,
    night      date not null,
    primary key (station_id, night)
);

-- What films for known exercises gave: each read once, sealed with a key of its own.
create table known_template (
    film_hash text primary key,       -- SHA-256 of the film
    rank      text             not null check (rank in ('SIGN', 'EXPRESSION')),
    score     double precision not null,
    threshold double precision not null,
    at        timestamptz      not null, -- when in the film it passed; looks and pictures lie around it
    looks     jsonb            not null,
    wrapped   bytea            not null
);
create table known_picture (
    film_hash text        not null references known_template (film_hash) on delete cascade,
    at        timestamptz not null,
    sealed    bytea       not null,
    primary key (film_hash, at)
);

-- Drawn once for each real incident: whether and when a known one follows it.
create table known_draw (
    incident_id uuid primary key references incident (id),
    due_at      timestamptz -- null: none follows, or it has been put in
);
create index known_due on known_draw (due_at) where due_at is not null;

-- The known ones that were put into the queue, with what is right.
create table known_exercise (
    incident_id uuid primary key references incident (id),
    film_hash   text not null,
    answer      text not null check (answer in ('HELP', 'NO_NEED'))
);

create index incident_opened on incident (opened_at desc);

-- How soon each person took what rang: without it the page of shifts reads every step that ever was.
create index claim_by_person on incident_event (person, at) where kind = 'Claimed';
