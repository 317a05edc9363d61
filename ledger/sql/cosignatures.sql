-- What witnesses signed is append only, and each cosignature is of a checkpoint that is there.
ALTER TABLE ledger_cosignature
    ADD CONSTRAINT cosignature_of_checkpoint FOREIGN KEY (size) REFERENCES ledger_checkpoint (size);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
