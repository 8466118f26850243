-- A patient is asked to have an account; one invitation of each patient stands.
-- CreateTable
CREATE TABLE "patient_invite" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "failed_tries" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "patient_invite_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "patient_invite_token_hash_key" ON "patient_invite"("token_hash");

-- CreateIndex
CREATE INDEX "patient_invite_practice_id_patient_id_idx" ON "patient_invite"("practice_id", "patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_invite_practice_id_id_key" ON "patient_invite"("practice_id", "id");

-- AddForeignKey
ALTER TABLE "patient_invite" ADD CONSTRAINT "patient_invite_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE UNIQUE INDEX "patient_invite_standing_key" ON "patient_invite" ("patient_id") WHERE "used_at" IS NULL AND "revoked_at" IS NULL;
