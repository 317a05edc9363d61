-- The database and its two roles: one owns the tables (migrations), one only works in them. Safe to run again.
-- Passwords come from the environment, so that no process list shows them.
\set ON_ERROR_STOP on
\getenv owner_password BANK_OWNER_PASSWORD
\getenv application_password BANK_APPLICATION_PASSWORD
SELECT 'CREATE ROLE bank_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bank_owner') \gexec
SELECT 'CREATE ROLE bank_application LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bank_application') \gexec
ALTER ROLE bank_owner PASSWORD :'owner_password';
ALTER ROLE bank_application PASSWORD :'application_password';
SELECT 'CREATE DATABASE bank OWNER bank_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'bank') \gexec
REVOKE ALL ON DATABASE bank FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE bank TO bank_application;
