-- What must never be false of the book, as constraints. Every key among holding, entry, lot and transfer begins with
-- the holding's id, so that the book can be spread over machines by it.

ALTER TABLE ledger_entry
    ADD CONSTRAINT entry_of_holding FOREIGN KEY (holding_id) REFERENCES ledger_holding (id);

ALTER TABLE ledger_lot
    ADD CONSTRAINT lot_of_entry FOREIGN KEY (holding_id, entry_id) REFERENCES ledger_entry (holding_id, id),
    ADD CONSTRAINT lot_issued_by FOREIGN KEY (issuing_account_id) REFERENCES ledger_account (id),
    ADD CONSTRAINT lot_credits_positive CHECK (credits > 0),
    ADD CONSTRAINT lot_hours_positive CHECK (hours > 0),
    ADD CONSTRAINT lot_level_in_halves CHECK (level BETWEEN 1 AND 8 AND level * 2 = floor(level * 2)),
    ADD CONSTRAINT lot_expires_within_seven_years
        CHECK (expires_on > earned_on AND expires_on <= (earned_on + interval '7 years')::date),
    ADD CONSTRAINT lot_earned_since_2021 CHECK (earned_on >= DATE '2021-07-01');

ALTER TABLE ledger_transfer
    ADD COLUMN previous_sequence smallint
        GENERATED ALWAYS AS (CASE WHEN sequence > 1 THEN sequence - 1 END) STORED,
    ADD COLUMN origin_account_id uuid
        GENERATED ALWAYS AS (CASE WHEN sequence = 1 THEN from_account_id END) STORED,
    ADD COLUMN counter_account_id uuid
        GENERATED ALWAYS AS (CASE WHEN from_account_id = holding_id THEN to_account_id ELSE from_account_id END) STORED,
    ADD COLUMN counter_kind varchar(12)
        GENERATED ALWAYS AS (
            CASE kind
                WHEN 'deposit' THEN 'issuance'
                WHEN 'redeem' THEN 'redemption'
                WHEN 'reinstate' THEN 'redemption'
                WHEN 'lapse' THEN 'lapsed'
                WHEN 'revoke' THEN 'revoked'
            END
        ) STORED,
    ALTER COLUMN counter_kind SET NOT NULL,
    ADD CONSTRAINT transfer_sequence_starts_at_one CHECK (sequence >= 1),
    ADD CONSTRAINT transfer_deposit_is_first CHECK ((kind = 'deposit') = (sequence = 1)),
    ADD CONSTRAINT transfer_direction CHECK (
        CASE
            WHEN kind IN ('deposit', 'reinstate') THEN to_account_id = holding_id AND from_account_id <> holding_id
            ELSE from_account_id = holding_id AND to_account_id <> holding_id
        END
    ),
    ADD CONSTRAINT transfer_of_entry_in_book
        FOREIGN KEY (holding_id, entry_id) REFERENCES ledger_entry (holding_id, id),
    ADD CONSTRAINT transfer_starts_at_issuer
        FOREIGN KEY (holding_id, lot_id, origin_account_id)
        REFERENCES ledger_lot (holding_id, id, issuing_account_id),
    ADD CONSTRAINT transfer_chain_unbroken
        FOREIGN KEY (holding_id, lot_id, previous_sequence, from_account_id)
        REFERENCES ledger_transfer (holding_id, lot_id, sequence, to_account_id),
    ADD CONSTRAINT transfer_counter_account
        FOREIGN KEY (counter_account_id, counter_kind) REFERENCES ledger_account (id, kind);
