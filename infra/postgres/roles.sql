-- A schema and a login role for each service in the current database: each role owns its schema and sees no other.
-- May run any number of times; passwords are set to those given. Run by infra/postgres/prepare.
\set ON_ERROR_STOP on
\set QUIET on
\getenv connectivity_password DARKSWAP_CONNECTIVITY_DATABASE_PASSWORD
\getenv orderbook_password DARKSWAP_ORDERBOOK_DATABASE_PASSWORD
\getenv trade_password DARKSWAP_TRADE_DATABASE_PASSWORD
\getenv psbt_password DARKSWAP_PSBT_DATABASE_PASSWORD
\getenv gateway_password DARKSWAP_GATEWAY_DATABASE_PASSWORD

-- Passwords stay out of the server's log, whatever it is told to log, also when a statement fails.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
SET password_encryption = 'scram-sha-256';
SET client_min_messages = 'warning';

BEGIN;
-- Two runs at once would otherwise fail on each other's changes.
SELECT pg_advisory_xact_lock(hashtext('darkswap roles')) \g /dev/null

CREATE TEMPORARY TABLE service ON COMMIT DROP AS
SELECT name, 'darkswap_' || name AS role, password
FROM (VALUES
    ('connectivity', :'connectivity_password'),
    ('orderbook', :'orderbook_password'),
    ('trade', :'trade_password'),
    ('psbt', :'psbt_password'),
    ('gateway', :'gateway_password')) AS given(name, password);

SELECT format('CREATE ROLE %I', role) FROM service WHERE role NOT IN (SELECT rolname FROM pg_roles) \gexec
SELECT format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT PASSWORD %L', role, password) FROM service \gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role) FROM service \gexec

-- Whoever runs this must be a member of a role to make it a schema's owner, unless they are superuser.
SELECT format('GRANT %I TO CURRENT_USER', role) FROM service WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER) \gexec
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', name, role) FROM service \gexec
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', role, current_database(), name) FROM service \gexec
COMMIT;
