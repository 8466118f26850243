-- DropIndex
DROP INDEX "audit_entry_patient_id_at_idx";

-- DropIndex
DROP INDEX "audit_entry_practice_id_actor_id_at_idx";

-- DropIndex
DROP INDEX "audit_entry_practice_id_at_idx";

-- CreateTable
CREATE TABLE "practice_key" (
    "owner" TEXT NOT NULL,
    "kek_id" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "practice_key_pkey" PRIMARY KEY ("owner")
);

-- CreateIndex
CREATE INDEX "practice_key_kek_id_idx" ON "practice_key"("kek_id");

-- CreateIndex
CREATE INDEX "audit_entry_practice_id_at_id_idx" ON "audit_entry"("practice_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_practice_id_patient_id_at_id_idx" ON "audit_entry"("practice_id", "patient_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_practice_id_actor_id_at_id_idx" ON "audit_entry"("practice_id", "actor_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_practice_id_action_at_id_idx" ON "audit_entry"("practice_id", "action", "at", "id");

-- CreateIndex
CREATE INDEX "patient_key_kek_id_idx" ON "patient_key"("kek_id");

-- By hand: what is looked for rarely and must be found among a million.
CREATE INDEX "audit_entry_emergency_idx" ON "audit_entry" ("practice_id", "at", "id") WHERE "purpose" = 'emergency';
CREATE INDEX "audit_entry_not_done_idx" ON "audit_entry" ("practice_id", "outcome", "at", "id") WHERE "outcome" <> 'done';
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_purpose_check"
  CHECK ("purpose" IS NULL OR "purpose" IN ('care', 'operations', 'patient_request', 'emergency', 'oversight'));
