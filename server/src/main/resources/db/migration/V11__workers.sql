-- A key says what it is for: calls for help that a centre passes on, or cameras that a worker reads elsewhere.
alter table client add column kind text not null default 'CENTRE' check (kind in ('CENTRE', 'WORKER'));
