-- The privacy officer.
alter table account drop constraint account_role_check;
alter table account add constraint account_role_check
    check (role in ('REVIEWER', 'OFFICER', 'ENGINEER', 'SUPERVISOR', 'PRIVACY'));

-- What somebody allowed a camera to do, as they signed it. Which one counts, and whether it does, is
-- org.pukar.camera.Authorisation's to say.
create table authorisation (
    id        bigint generated always as identity primary key,
    camera_id text        not null,
    text      text        not null unique, -- signed: no column beside it is believed
    added_at  timestamptz not null,
    added_by  text        not null
);
create index authorisation_of_camera on authorisation (camera_id, id);

-- What was signed before it counts no more.
create table authorisation_withdrawal (
    id        bigint generated always as identity primary key,
    camera_id text        not null,
    at        timestamptz not null,
    person    text        not null,
    why       text        not null
);

-- The stop button: a camera rests until somebody starts it again.
create table camera_stop (
    id        bigint generated always as identity primary key,
    camera_id text        not null,
    at        timestamptz not null,
    person    text        not null,
    stopped   boolean     not null,
    why       text        not null
);

-- What mode the city ran in, from when on, and with which written assessment (its SHA-256).
create table city_mode (
    id         bigint generated always as identity primary key,
    live       boolean     not null,
    assessment text,
    at         timestamptz not null
);

-- Whether what is written belongs to exercise mode: figures of one mode hold nothing of the other.
create function is_trial() returns boolean language sql stable as
    'select coalesce((select not live from city_mode order by id desc limit 1), false)';
alter table incident add column trial boolean not null default is_trial();
alter table camera_watched add column trial boolean not null default is_trial();
alter table camera_watched drop constraint camera_watched_pkey;
alter table camera_watched add primary key (day, camera_id, site_id, trial);

create function authorisation_stands() returns trigger language plpgsql as $$
begin
    raise exception 'authorisations, withdrawals, stops and modes are only appended to';
end $$;
create trigger authorisation_is_append_only before update or delete or truncate on authorisation
    for each statement execute function authorisation_stands();
create trigger withdrawal_is_append_only before update or delete or truncate on authorisation_withdrawal
    for each statement execute function authorisation_stands();
create trigger camera_stop_is_append_only before update or delete or truncate on camera_stop
    for each statement execute function authorisation_stands();
create trigger city_mode_is_append_only before update or delete or truncate on city_mode
    for each statement execute function authorisation_stands();
