DROP TRIGGER respects_expiry ON ledger_transfer;
DROP FUNCTION ledger_check_expiry();
DROP FUNCTION ledger_refuse_change() CASCADE;
