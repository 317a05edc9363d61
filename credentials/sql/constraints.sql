-- An award is one lot of the book; a revocation is of one award.
ALTER TABLE credentials_award
    ADD CONSTRAINT award_is_a_lot FOREIGN KEY (holding_id, id) REFERENCES ledger_lot (holding_id, id);
ALTER TABLE credentials_revocation
    ADD CONSTRAINT revocation_of_an_award FOREIGN KEY (holding_id, award_id) REFERENCES credentials_award (holding_id, id),
    ADD CONSTRAINT revocation_entry FOREIGN KEY (holding_id, entry_id) REFERENCES ledger_entry (holding_id, id);
