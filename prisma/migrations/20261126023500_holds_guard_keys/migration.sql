-- By hand: a patient's data key is not destroyed while a legal hold stands (SEAL-7).
CREATE FUNCTION "refuse_held_key_deletion"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "legal_hold" WHERE "patient_id" = OLD."patient_id" AND "lifted_at" IS NULL) THEN
    RAISE EXCEPTION 'a legal hold stands' USING ERRCODE = '23001';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "patient_key_held" BEFORE DELETE ON "patient_key"
  FOR EACH ROW EXECUTE FUNCTION "refuse_held_key_deletion"();
