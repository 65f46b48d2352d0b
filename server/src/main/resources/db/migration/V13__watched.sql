-- How long cameras were watched is in the log, too: the rate of false alarms can be checked against it.
alter table camera_watched add column logged bigint not null default 0; -- so many of the seconds are in the log

create function watched_words(day date, camera text, site text, trial boolean) returns text language sql immutable as
    $$ select format('%s, camera %s at %s, %s', to_char(day, 'YYYY-MM-DD'), camera, site, case when trial then 'exercise mode' else 'live' end) $$;
