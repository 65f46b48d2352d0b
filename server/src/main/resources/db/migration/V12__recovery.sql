-- Recovery codes of accounts whose phone is lost: hashes alone, each for one use.
create table recovery_code (
    account text not null references account (name),
    hash    text not null, -- SHA-256 of 120 random bits, in hexadecimal digits
    used_at timestamptz,
    primary key (account, hash)
);
