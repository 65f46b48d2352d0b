-- Second factors, sign-in by a provider, and what ends sessions.
alter table account
    add column totp           bytea,                                      -- the secret, sealed with the master key; null: none
    add column totp_last_step bigint      not null default 0,             -- a code works once
    add column granted_at     timestamptz not null default '-infinity',   -- nothing older than this is shown
    add column sessions_from  timestamptz not null default '-infinity';   -- sessions that began before have ended
alter table account alter column granted_at set default now();
