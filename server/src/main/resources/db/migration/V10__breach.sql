-- A breach, or a drill of one, and what was done about it. Only ever added to: when it became known can't be mended later.
create table breach (
    id         uuid primary key,
    drill      boolean     not null,
    known_at   timestamptz not null,
    started_at timestamptz not null,
    started_by text        not null,
    check (known_at <= started_at)
);
create table breach_step (
    id        bigint generated always as identity primary key,
    breach_id uuid        not null references breach (id),
    at        timestamptz not null,
    person    text        not null,
    kind      text        not null check (kind in ('WROTE', 'SENT', 'ENDED')),
    about     text        not null, -- WROTE: which field; SENT: which notice
    words     text        not null
);
create index step_of_breach on breach_step (breach_id, id);

create function breach_stands() returns trigger language plpgsql as $$
begin
    raise exception 'breaches and their steps are only appended to';
end $$;
create trigger breach_is_append_only before update or delete or truncate on breach
    for each statement execute function breach_stands();
create trigger breach_step_is_append_only before update or delete or truncate on breach_step
    for each statement execute function breach_stands();
