DROP TRIGGER append_only ON ledger_cosignature;
ALTER TABLE ledger_cosignature DROP CONSTRAINT cosignature_of_checkpoint;
