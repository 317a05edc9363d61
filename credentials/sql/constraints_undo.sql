ALTER TABLE credentials_revocation
    DROP CONSTRAINT revocation_entry,
    DROP CONSTRAINT revocation_of_an_award;
ALTER TABLE credentials_award DROP CONSTRAINT award_is_a_lot;
