-- Nothing that was found is forgotten, and no step is taken back: UPDATE, DELETE and TRUNCATE are refused.

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Findings are append only: % on % is refused. Add a step instead.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_finding
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_findingstep
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
