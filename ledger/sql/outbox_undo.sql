ALTER TABLE ledger_unsealedentry
    DROP COLUMN position,
    ADD PRIMARY KEY (holding_id, entry_id);
