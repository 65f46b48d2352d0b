-- The settings as they were at each start that found them changed, without secrets.
create table settings_text (
    id   bigint generated always as identity primary key,
    at   timestamptz not null,
    text text        not null
);

-- How long each camera was watched for expressions, by day of the city: what false alarms are counted against.
create table camera_watched (
    day       date   not null,
    camera_id text   not null,
    site_id   text   not null,
    seconds   bigint not null check (seconds >= 0),
    primary key (day, camera_id, site_id)
);

-- Figures ask for a month.
create index if not exists incident_opened on incident (opened_at desc);

-- What is right for each known exercise; V4 makes the same where it is there.
create table if not exists known_exercise (
    incident_id uuid primary key references incident (id),
    film_hash   text not null,
    answer      text not null check (answer in ('HELP', 'NO_NEED'))
);
