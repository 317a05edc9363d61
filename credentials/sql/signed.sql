-- What is signed, placed or waiting is of an award; every award that was there before waits to be signed.
ALTER TABLE credentials_signedcredential
    ADD CONSTRAINT signed_credential_of_an_award
    FOREIGN KEY (holding_id, award_id) REFERENCES credentials_award (holding_id, id);
ALTER TABLE credentials_statusplace
    ADD CONSTRAINT status_place_of_an_award
    FOREIGN KEY (holding_id, award_id) REFERENCES credentials_award (holding_id, id);
ALTER TABLE credentials_unsignedaward
    ADD CONSTRAINT unsigned_award_is_an_award
    FOREIGN KEY (holding_id, award_id) REFERENCES credentials_award (holding_id, id);
INSERT INTO credentials_unsignedaward (holding_id, award_id) SELECT holding_id, id FROM credentials_award;
