DROP TRIGGER append_only ON ledger_checkpoint;
DROP TRIGGER append_only ON ledger_leaf;
ALTER TABLE ledger_checkpoint
    DROP CONSTRAINT checkpoint_root_is_a_hash,
    DROP CONSTRAINT checkpoint_follows;
