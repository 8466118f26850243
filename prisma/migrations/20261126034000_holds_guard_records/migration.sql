-- By hand: while a legal hold stands, no path erases the patient or takes away one of their files (RET-4).
CREATE FUNCTION "refuse_held_deletion"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held uuid := CASE TG_TABLE_NAME WHEN 'patient' THEN (to_jsonb(OLD) ->> 'id')::uuid ELSE (to_jsonb(OLD) ->> 'patient_id')::uuid END;
BEGIN
  IF EXISTS (SELECT 1 FROM "legal_hold" WHERE "patient_id" = held AND "lifted_at" IS NULL) THEN
    RAISE EXCEPTION 'a legal hold stands' USING ERRCODE = '23001';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "patient_held" BEFORE UPDATE OF "status" ON "patient"
  FOR EACH ROW WHEN (NEW."status" = 'erased' AND OLD."status" <> 'erased') EXECUTE FUNCTION "refuse_held_deletion"();
CREATE TRIGGER "stored_file_held" BEFORE UPDATE OF "deleted_at" ON "stored_file"
  FOR EACH ROW WHEN (NEW."deleted_at" IS NOT NULL AND OLD."deleted_at" IS NULL) EXECUTE FUNCTION "refuse_held_deletion"();
CREATE TRIGGER "stored_file_held_delete" BEFORE DELETE ON "stored_file"
  FOR EACH ROW EXECUTE FUNCTION "refuse_held_deletion"();
