-- Keys lie outside the database, each in a file that can be destroyed (docs/decisions/015-sealing.md). What was wrapped
-- here before is moved out at the first start of this version; until then "wrapped" or "sealed" is of the old form.
alter table evidence_key
    alter column wrapped drop not null, -- null: moved out
    add column key_id uuid unique,      -- the file's name
    add column policy text;             -- the rule of retention that the pictures are bound to
alter table evidence_picture add column sha256 bytea; -- of the masked picture; bound in
alter table known_template
    alter column wrapped drop not null,
    add column key_id uuid unique;
alter table known_picture add column resealed boolean not null default false;
alter table point_key add column form smallint;        -- null: of the old form
alter table master_key_check add column form smallint;

-- Which folder of keys belongs to this database: its marker lies there in a file of its own.
create table key_folder (
    id     integer primary key check (id = 1),
    marker uuid not null
);

-- What was erased, so that no old backup brings it back. It names nobody.
create table erasure (
    number       bigint generated always as identity primary key,
    at           timestamptz not null default now(),
    what         text        not null check (what in ('PICTURES', 'REQUESTS', 'REQUEST', 'WORDS')),
    incident_id  uuid,
    request_id   uuid,
    key_id       uuid,        -- of pictures: the key that must be destroyed
    destroyed_at timestamptz, -- null with a key: it waits for it
    mirrored_at  timestamptz  -- null: the backup folder has not heard of it
);
create index erasure_to_destroy on erasure (number) where key_id is not null and destroyed_at is null;
create index erasure_to_mirror on erasure (number) where mirrored_at is null;
create index erasure_of_key on erasure (key_id) where key_id is not null;

-- The one backup folder that is kept up to date.
create table backup_folder (
    id   integer primary key check (id = 1),
    path text        not null,
    at   timestamptz not null
);

-- A named person keeps an incident from being erased, for a court.
create table hold (
    id          bigint generated always as identity primary key,
    incident_id uuid        not null references incident (id),
    person      text        not null,
    reason      text        not null,
    made_at     timestamptz not null,
    ends_at     timestamptz not null check (ends_at > made_at),
    lifted_at   timestamptz,
    lifted_by   text
);
create index hold_of_incident on hold (incident_id, ends_at) where lifted_at is null;

alter table incident add column words_erased_at timestamptz; -- null: what people wrote is there yet
create index incident_with_words on incident (ended_at) where ended_at is not null and words_erased_at is null;

-- Reasons in somebody's own words alone: from now on what is erased in its time stands behind " – ".
update incident set verdict_reason = 'other – ' || verdict_reason
where position(' – ' in verdict_reason) = 0 and verdict_reason not in ('laughter or play', 'talk or argument without need of help',
    'nobody there any more', 'not a face', 'picture too poor', 'too little to see', 'people left the picture',
    'the person says they are fine', 'pressed by mistake', 'a test', 'a known exercise', 'other');
update incident_event set detail = split_part(detail, ': ', 1) || ': other – ' || substr(detail, position(': ' in detail) + 2)
where person is not null and kind in ('Dismissed', 'CouldNotTell', 'Recalled')
    and position(': ' in detail) > 0 and position(' – ' in detail) = 0
    and substr(detail, position(': ' in detail) + 2) not in ('laughter or play', 'talk or argument without need of help',
    'nobody there any more', 'not a face', 'picture too poor', 'too little to see', 'people left the picture',
    'the person says they are fine', 'pressed by mistake', 'a test', 'other');
