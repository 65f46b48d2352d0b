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
