-- A third kind of key: a city's monitoring looks how cameras and workers do.
alter table client drop constraint client_kind_check;
alter table client add constraint client_kind_check check (kind in ('CENTRE', 'WORKER', 'MONITOR'));
