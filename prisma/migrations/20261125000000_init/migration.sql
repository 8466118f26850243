-- The first schema of Bedside. The tables come from prisma/models; what the schema language cannot
-- say follows at the end: exclusion, checks, append-only triggers.
CREATE EXTENSION IF NOT EXISTS btree_gist;


-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "theme" TEXT NOT NULL DEFAULT 'system',
    "email_verified_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "identifier" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_token_pkey" PRIMARY KEY ("identifier","token_hash")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "key_hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key_hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "practice_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT,
    "subject_id" TEXT,
    "patient_id" UUID,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "request_id" TEXT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "practice_id" UUID,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor_key" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor_key","command","key")
);

-- CreateTable
CREATE TABLE "rate_bucket" (
    "key" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "mail_message" (
    "id" UUID NOT NULL,
    "practice_id" UUID,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_fact" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "system_fact_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "staff_member" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "speciality" TEXT NOT NULL DEFAULT '',
    "roles" TEXT[],
    "zone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "staff_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "preferred_name" TEXT,
    "search_name" TEXT NOT NULL,
    "birth_date" DATE NOT NULL,
    "pronouns" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "zone" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient_key" (
    "patient_id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "kek_id" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "patient_key_pkey" PRIMARY KEY ("patient_id")
);

-- CreateTable
CREATE TABLE "practice" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "emergency_number" TEXT NOT NULL DEFAULT '112',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "practice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "duration_min" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "encounter_note" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "text_sealed" BYTEA NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "content_hash" TEXT,
    "signed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "encounter_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_view" (
    "practice_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "view_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "for_patient" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "note_view_pkey" PRIMARY KEY ("note_id","view_id")
);

-- CreateTable
CREATE TABLE "room_actor" (
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "actor" INTEGER NOT NULL,
    "identity" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "staff_id" UUID,
    "seat_id" UUID,
    "session_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "joined_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "denied_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_actor_pkey" PRIMARY KEY ("visit_id","actor")
);

-- CreateTable
CREATE TABLE "scene_op" (
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "actor" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "lamport" BIGINT NOT NULL,
    "register" TEXT NOT NULL,
    "value_sealed" BYTEA NOT NULL,
    "version" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scene_op_pkey" PRIMARY KEY ("visit_id","actor","seq")
);

-- CreateTable
CREATE TABLE "scene_view" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "state_sealed" BYTEA NOT NULL,
    "picture_sealed" BYTEA NOT NULL,
    "picture_type" TEXT NOT NULL,
    "kept_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scene_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "clinician_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'booked',
    "reason_sealed" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'expected',
    "room_name" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3),
    "clinician_seen_at" TIMESTAMPTZ(3),
    "admitted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "whereabouts_sealed" BYTEA,
    "readiness" JSONB,
    "next_actor" INTEGER NOT NULL DEFAULT 1,
    "scene_version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_link" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "visit_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_seat" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'visit',
    "confirmed_at" TIMESTAMPTZ(3),
    "failed_confirmations" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replaced_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "visit_seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "summary_code" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "summary_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_practice_id_id_key" ON "account"("practice_id", "id");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_practice_id_id_key" ON "session"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_token_hash_key" ON "verification_token"("token_hash");

-- CreateIndex
CREATE INDEX "audit_entry_practice_id_at_idx" ON "audit_entry"("practice_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_patient_id_at_idx" ON "audit_entry"("patient_id", "at");

-- CreateIndex
CREATE INDEX "outbox_delivered_at_idx" ON "outbox"("delivered_at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "mail_message_sent_at_idx" ON "mail_message"("sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "staff_member_account_id_key" ON "staff_member"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_member_practice_id_id_key" ON "staff_member"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_member_practice_id_account_id_key" ON "staff_member"("practice_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_account_id_key" ON "patient"("account_id");

-- CreateIndex
CREATE INDEX "patient_practice_id_search_name_idx" ON "patient"("practice_id", "search_name");

-- CreateIndex
CREATE INDEX "patient_practice_id_birth_date_idx" ON "patient"("practice_id", "birth_date");

-- CreateIndex
CREATE UNIQUE INDEX "patient_practice_id_id_key" ON "patient"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_practice_id_account_id_key" ON "patient"("practice_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_key_practice_id_patient_id_key" ON "patient_key"("practice_id", "patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_practice_id_id_key" ON "service"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "encounter_note_visit_id_key" ON "encounter_note"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "encounter_note_practice_id_id_key" ON "encounter_note"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "encounter_note_practice_id_visit_id_key" ON "encounter_note"("practice_id", "visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "note_view_practice_id_note_id_view_id_key" ON "note_view"("practice_id", "note_id", "view_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_actor_identity_key" ON "room_actor"("identity");

-- CreateIndex
CREATE UNIQUE INDEX "room_actor_practice_id_visit_id_actor_key" ON "room_actor"("practice_id", "visit_id", "actor");

-- CreateIndex
CREATE UNIQUE INDEX "scene_op_visit_id_version_key" ON "scene_op"("visit_id", "version");

-- CreateIndex
CREATE INDEX "scene_view_visit_id_idx" ON "scene_view"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "scene_view_practice_id_id_key" ON "scene_view"("practice_id", "id");

-- CreateIndex
CREATE INDEX "appointment_practice_id_starts_at_idx" ON "appointment"("practice_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_practice_id_patient_id_starts_at_idx" ON "appointment"("practice_id", "patient_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_practice_id_clinician_id_starts_at_idx" ON "appointment"("practice_id", "clinician_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_practice_id_id_key" ON "appointment"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_appointment_id_key" ON "visit"("appointment_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_room_name_key" ON "visit"("room_name");

-- CreateIndex
CREATE INDEX "visit_practice_id_state_idx" ON "visit"("practice_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "visit_practice_id_id_key" ON "visit"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_practice_id_appointment_id_key" ON "visit"("practice_id", "appointment_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_link_token_hash_key" ON "visit_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "visit_link_practice_id_id_key" ON "visit_link"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_seat_secret_hash_key" ON "visit_seat"("secret_hash");

-- CreateIndex
CREATE INDEX "visit_seat_visit_id_idx" ON "visit_seat"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_seat_practice_id_id_key" ON "visit_seat"("practice_id", "id");

-- CreateIndex
CREATE INDEX "summary_code_visit_id_idx" ON "summary_code"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "summary_code_practice_id_id_key" ON "summary_code"("practice_id", "id");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_key" ADD CONSTRAINT "patient_key_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encounter_note" ADD CONSTRAINT "encounter_note_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encounter_note" ADD CONSTRAINT "encounter_note_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encounter_note" ADD CONSTRAINT "encounter_note_practice_id_author_id_fkey" FOREIGN KEY ("practice_id", "author_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_view" ADD CONSTRAINT "note_view_practice_id_note_id_fkey" FOREIGN KEY ("practice_id", "note_id") REFERENCES "encounter_note"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_view" ADD CONSTRAINT "note_view_practice_id_view_id_fkey" FOREIGN KEY ("practice_id", "view_id") REFERENCES "scene_view"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_actor" ADD CONSTRAINT "room_actor_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scene_op" ADD CONSTRAINT "scene_op_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scene_op" ADD CONSTRAINT "scene_op_practice_id_visit_id_actor_fkey" FOREIGN KEY ("practice_id", "visit_id", "actor") REFERENCES "room_actor"("practice_id", "visit_id", "actor") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scene_view" ADD CONSTRAINT "scene_view_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_practice_id_clinician_id_fkey" FOREIGN KEY ("practice_id", "clinician_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_practice_id_service_id_fkey" FOREIGN KEY ("practice_id", "service_id") REFERENCES "service"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_practice_id_appointment_id_fkey" FOREIGN KEY ("practice_id", "appointment_id") REFERENCES "appointment"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_link" ADD CONSTRAINT "visit_link_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_seat" ADD CONSTRAINT "visit_seat_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_seat" ADD CONSTRAINT "visit_seat_practice_id_link_id_fkey" FOREIGN KEY ("practice_id", "link_id") REFERENCES "visit_link"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_code" ADD CONSTRAINT "summary_code_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Postgres guarantees -----------------------------------------------------------------

-- A clinician is never in two appointments at once (SCH-1).
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_clinician_time_excl"
  EXCLUDE USING gist (
    "practice_id" WITH =,
    "clinician_id" WITH =,
    tstzrange("starts_at", "ends_at", '[)') WITH &&
  ) WHERE ("status" <> 'cancelled');

-- Nor is a patient (SCH-2).
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_patient_time_excl"
  EXCLUDE USING gist (
    "practice_id" WITH =,
    "patient_id" WITH =,
    tstzrange("starts_at", "ends_at", '[)') WITH &&
  ) WHERE ("status" <> 'cancelled');

ALTER TABLE "appointment" ADD CONSTRAINT "appointment_time_check"
  CHECK ("ends_at" > "starts_at" AND "ends_at" <= "starts_at" + interval '8 hours');
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_status_check" CHECK ("status" IN ('booked', 'cancelled'));
ALTER TABLE "service" ADD CONSTRAINT "service_duration_check" CHECK ("duration_min" BETWEEN 5 AND 480);
ALTER TABLE "visit" ADD CONSTRAINT "visit_state_check"
  CHECK ("state" IN ('expected', 'waiting', 'admitted', 'ended', 'cancelled', 'missed'));
ALTER TABLE "visit_seat" ADD CONSTRAINT "visit_seat_purpose_check" CHECK ("purpose" IN ('visit', 'summary'));
ALTER TABLE "encounter_note" ADD CONSTRAINT "encounter_note_status_check"
  CHECK ("status" IN ('draft', 'signed') AND ("status" = 'signed') = ("signed_at" IS NOT NULL));
ALTER TABLE "room_actor" ADD CONSTRAINT "room_actor_actor_check" CHECK ("actor" BETWEEN 1 AND 65535);
ALTER TABLE "room_actor" ADD CONSTRAINT "room_actor_role_check" CHECK ("role" IN ('clinician', 'patient'));
ALTER TABLE "scene_op" ADD CONSTRAINT "scene_op_stamp_check" CHECK ("seq" >= 1 AND "lamport" >= 1);
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_roles_check"
  CHECK ("roles" <@ ARRAY['clinician', 'scheduler', 'admin', 'auditor']::text[] AND cardinality("roles") > 0);
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_outcome_check" CHECK ("outcome" IN ('done', 'refused', 'failed'));

-- One draft each: deliveries that wait are found without reading those done.
CREATE INDEX "outbox_waiting_idx" ON "outbox" ("id") WHERE "delivered_at" IS NULL;

-- Append-only: the audit trail and the scene's log.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001';
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_no_truncate" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "scene_op_append_only" BEFORE UPDATE OR DELETE ON "scene_op"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "scene_view_append_only" BEFORE UPDATE OR DELETE ON "scene_view"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- A signed note never changes, and nothing joins or leaves it (NOTE-1).
CREATE FUNCTION "refuse_signed_note_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" = 'signed' THEN
    RAISE EXCEPTION 'a signed note never changes' USING ERRCODE = '23001';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "encounter_note_signed" BEFORE UPDATE OR DELETE ON "encounter_note"
  FOR EACH ROW EXECUTE FUNCTION "refuse_signed_note_change"();

CREATE FUNCTION "refuse_signed_note_view_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid := CASE TG_OP WHEN 'INSERT' THEN NEW."note_id" ELSE OLD."note_id" END;
BEGIN
  IF EXISTS (SELECT 1 FROM "encounter_note" WHERE "id" = touched AND "status" = 'signed')
     OR (TG_OP = 'UPDATE' AND NEW."note_id" <> OLD."note_id"
         AND EXISTS (SELECT 1 FROM "encounter_note" WHERE "id" = NEW."note_id" AND "status" = 'signed')) THEN
    RAISE EXCEPTION 'a signed note keeps its views' USING ERRCODE = '23001';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "note_view_signed" BEFORE INSERT OR UPDATE OR DELETE ON "note_view"
  FOR EACH ROW EXECUTE FUNCTION "refuse_signed_note_view_change"();
