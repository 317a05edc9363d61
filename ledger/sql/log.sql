-- The log's index and its signed states are append only too, and every state follows one that is there.
ALTER TABLE ledger_checkpoint
    ADD CONSTRAINT checkpoint_follows FOREIGN KEY (previous_size) REFERENCES ledger_checkpoint (size),
    ADD CONSTRAINT checkpoint_root_is_a_hash CHECK (octet_length(root) = 32 AND octet_length(peaks) % 32 = 0);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
