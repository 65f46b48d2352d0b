-- The log becomes a Merkle tree (RFC 9162): nobody can thin it out unseen, whoever runs the database included.
-- Each entry has a salt; the tree holds a hash over salt and entry, so that it can be shown without the entry.
alter table audit disable trigger audit_is_append_only;
alter table audit add column salt bytea not null default uuid_send(gen_random_uuid());
alter table audit enable trigger audit_is_append_only;
create index audit_by_time on audit (at desc);
create index audit_by_person on audit (person, at desc);
create index audit_by_incident on audit (incident_id, id) where incident_id is not null;

-- Entries that wait for their place in the tree: some of a second.
create table audit_pending (
    entry_id bigint primary key references audit (id)
);
insert into audit_pending select id from audit;
create function audit_queue() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into audit_pending (entry_id) values (new.id);
    return new;
end $$;
create trigger audit_is_queued after insert on audit for each row execute function audit_queue();

create table audit_leaf (
    index    bigint primary key,
    entry_id bigint not null unique references audit (id),
    hash     bytea  not null check (length(hash) = 32)
);
create index audit_leaf_by_hash on audit_leaf (hash);
-- Hashes of complete subtrees of 2^level leaves, for every eighth level: what is between is soon computed.
create table audit_node (
    level integer not null check (level > 0 and level % 8 = 0),
    index bigint  not null,
    hash  bytea   not null check (length(hash) = 32),
    primary key (level, index)
);
-- What was signed, as it was published. A second database that grew from this one would have to sign another one.
create table audit_head (
    at     timestamptz not null,
    size   bigint      not null,
    signed text        not null,
    primary key (at, size)
);
create index audit_head_by_size on audit_head (size, at);
-- Whose signature holds, from which size on.
create table audit_key (
    since bigint primary key,
    name  text not null
);

create trigger audit_leaf_stands before update or delete or truncate on audit_leaf for each statement execute function audit_stands();
create trigger audit_node_stands before update or delete or truncate on audit_node for each statement execute function audit_stands();
create trigger audit_head_stands before update or delete or truncate on audit_head for each statement execute function audit_stands();
create trigger audit_key_stands before update or delete or truncate on audit_key for each statement execute function audit_stands();

-- Every step of an incident is in the log, too, with all that figures are counted from: what the public page says can be checked against it.
create function audit_step(event bigint, at timestamptz, kind text, incident uuid) returns text language sql stable as $$
    select format('%s %s at %s; %s; %s; %s; outcome %s', event, kind, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        i.rank, coalesce(i.exercise, 'real'), i.site_id,
        coalesce(encode(sha256(convert_to((i.outcome - 'note')::text, 'UTF8')), 'hex'), '-'))
    from incident i where i.id = incident
$$;
create function audit_happened() returns trigger language plpgsql as $$
begin
    insert into audit (person, act, incident_id, detail)
    values (coalesce(new.person, '-'), 'HAPPENED', new.incident_id, audit_step(new.id, new.at, new.kind, new.incident_id));
    return new;
end $$;
create trigger event_is_logged after insert on incident_event for each row execute function audit_happened();
create table audit_begin (
    event_id bigint not null -- steps up to this one happened before the log knew of steps
);
insert into audit_begin select coalesce(max(id), 0) from incident_event;
