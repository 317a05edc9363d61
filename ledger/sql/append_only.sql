-- The book is append only: UPDATE, DELETE and TRUNCATE are refused whoever asks.

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The book is append only: % on % is refused. Record a new entry instead.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['holding', 'account', 'entry', 'lot', 'transfer', 'receipt', 'rulesetversion'] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_%s '
            'FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', name);
    END LOOP;
END
$$;

-- A lot's expires_on is the first day (in India) on which it can't be redeemed any more; only then may it lapse.
CREATE FUNCTION ledger_check_expiry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fault record;
BEGIN
    SELECT moved.lot_id, moved.kind, lot.expires_on INTO fault
    FROM new_rows moved
    JOIN ledger_lot lot ON lot.holding_id = moved.holding_id AND lot.id = moved.lot_id
    JOIN ledger_entry entry ON entry.holding_id = moved.holding_id AND entry.id = moved.entry_id
    WHERE (moved.kind = 'redeem' AND lot.expires_on <= (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date)
       OR (moved.kind = 'lapse' AND lot.expires_on > (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Lot % expires on %: % is refused.', fault.lot_id, fault.expires_on, fault.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_respects_expiry';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER respects_expiry AFTER INSERT ON ledger_transfer
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_expiry();
