-- AlterTable
ALTER TABLE "account" ADD COLUMN     "password_at" TIMESTAMPTZ(3),
ADD COLUMN     "preferences" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "totp_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_last_step" BIGINT,
ADD COLUMN     "totp_sealed" BYTEA;

-- AlterTable
ALTER TABLE "audit_entry" ADD COLUMN     "actor_roles" TEXT,
ADD COLUMN     "break_glass_id" UUID,
ADD COLUMN     "purpose" TEXT,
ADD COLUMN     "session_id" UUID,
ADD COLUMN     "source_hash" TEXT,
ADD COLUMN     "text_version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "patient" ADD COLUMN     "details_sealed" BYTEA,
ADD COLUMN     "interpreter" TEXT,
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "registered_by" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'active',
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "practice" ADD COLUMN     "accent" TEXT,
ADD COLUMN     "address" TEXT,
ADD COLUMN     "locales" TEXT[] DEFAULT ARRAY['en', 'es']::TEXT[],
ADD COLUMN     "logo_file_id" UUID,
ADD COLUMN     "modules" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "website" TEXT;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "factors" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "place" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "step_up_at" TIMESTAMPTZ(3),
ADD COLUMN     "strong_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "staff_member" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3),
ADD COLUMN     "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "licence_places" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "supervisor_id" UUID;

-- AlterTable
ALTER TABLE "visit_link" ADD COLUMN     "guest_sealed" BYTEA,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'patient';

-- CreateTable
CREATE TABLE "passkey" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "device_type" TEXT NOT NULL DEFAULT '',
    "backed_up" BOOLEAN NOT NULL DEFAULT false,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_challenge" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID,
    "session_id" UUID,
    "challenge" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "auth_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_token" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_identity" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "external_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_recovery" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "vouched_by" UUID,
    "vouched_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_recovery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "break_glass" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "words_sealed" BYTEA NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "reviewed_at" TIMESTAMPTZ(3),
    "reviewer_id" UUID,
    "verdict" TEXT,
    "verdict_sealed" BYTEA,

    CONSTRAINT "break_glass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_client" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "secret_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_source" (
    "entry_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "audit_source_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "position" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "position" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "head" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_type" TEXT,
    "subject_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID,
    "purpose" TEXT NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "media_type" TEXT NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient_merge" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "given_id" UUID NOT NULL,
    "merged_by" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "moved" JSONB NOT NULL,
    "undone_by" UUID,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "patient_merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proxy" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "scopes" TEXT[],
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "ends_by" TEXT NOT NULL DEFAULT 'none',
    "granted_by" UUID NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proxy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "text_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "given_by" TEXT NOT NULL,
    "given_by_id" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "care_team_member" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "part" TEXT NOT NULL DEFAULT 'member',
    "added_by" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "care_team_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_text" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "text_template" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changed_by" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "text_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retention_rule" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "record_class" TEXT NOT NULL,
    "years" INTEGER NOT NULL,
    "minors_until_age" INTEGER,
    "changed_by" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "retention_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "words_sealed" BYTEA NOT NULL,
    "placed_by" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" UUID,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deletion_receipt" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "deleted_by" UUID,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,
    "basis" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "deletion_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");

-- CreateIndex
CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_practice_id_id_key" ON "passkey"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_practice_id_id_key" ON "recovery_code"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_account_id_code_hash_key" ON "recovery_code"("account_id", "code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "auth_challenge_challenge_key" ON "auth_challenge"("challenge");

-- CreateIndex
CREATE INDEX "auth_challenge_expires_at_idx" ON "auth_challenge"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_token_hash_key" ON "account_token"("token_hash");

-- CreateIndex
CREATE INDEX "account_token_account_id_idx" ON "account_token"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_practice_id_id_key" ON "account_token"("practice_id", "id");

-- CreateIndex
CREATE INDEX "external_identity_account_id_idx" ON "external_identity"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "external_identity_practice_id_id_key" ON "external_identity"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "external_identity_issuer_subject_key" ON "external_identity"("issuer", "subject");

-- CreateIndex
CREATE INDEX "account_recovery_account_id_idx" ON "account_recovery"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_recovery_practice_id_id_key" ON "account_recovery"("practice_id", "id");

-- CreateIndex
CREATE INDEX "break_glass_practice_id_staff_id_ends_at_idx" ON "break_glass"("practice_id", "staff_id", "ends_at");

-- CreateIndex
CREATE INDEX "break_glass_practice_id_reviewed_at_idx" ON "break_glass"("practice_id", "reviewed_at");

-- CreateIndex
CREATE UNIQUE INDEX "break_glass_practice_id_id_key" ON "break_glass"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_client_secret_hash_key" ON "api_client"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_client_practice_id_id_key" ON "api_client"("practice_id", "id");

-- CreateIndex
CREATE INDEX "audit_source_at_idx" ON "audit_source"("at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_entry_id_key" ON "audit_seal"("entry_id");

-- CreateIndex
CREATE INDEX "notification_account_id_created_at_idx" ON "notification"("account_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_practice_id_id_key" ON "notification"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_storage_key_key" ON "stored_file"("storage_key");

-- CreateIndex
CREATE INDEX "stored_file_practice_id_patient_id_idx" ON "stored_file"("practice_id", "patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_practice_id_id_key" ON "stored_file"("practice_id", "id");

-- CreateIndex
CREATE INDEX "patient_merge_practice_id_kept_id_idx" ON "patient_merge"("practice_id", "kept_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_merge_practice_id_id_key" ON "patient_merge"("practice_id", "id");

-- CreateIndex
CREATE INDEX "proxy_practice_id_patient_id_idx" ON "proxy"("practice_id", "patient_id");

-- CreateIndex
CREATE INDEX "proxy_account_id_idx" ON "proxy"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "proxy_practice_id_id_key" ON "proxy"("practice_id", "id");

-- CreateIndex
CREATE INDEX "consent_practice_id_patient_id_kind_idx" ON "consent"("practice_id", "patient_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "consent_practice_id_id_key" ON "consent"("practice_id", "id");

-- CreateIndex
CREATE INDEX "care_team_member_practice_id_patient_id_idx" ON "care_team_member"("practice_id", "patient_id");

-- CreateIndex
CREATE INDEX "care_team_member_practice_id_staff_id_idx" ON "care_team_member"("practice_id", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "care_team_member_practice_id_id_key" ON "care_team_member"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_text_practice_id_id_key" ON "consent_text"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_text_practice_id_kind_locale_version_key" ON "consent_text"("practice_id", "kind", "locale", "version");

-- CreateIndex
CREATE UNIQUE INDEX "text_template_practice_id_id_key" ON "text_template"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "text_template_practice_id_kind_locale_key" ON "text_template"("practice_id", "kind", "locale");

-- CreateIndex
CREATE UNIQUE INDEX "retention_rule_practice_id_id_key" ON "retention_rule"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "retention_rule_practice_id_record_class_key" ON "retention_rule"("practice_id", "record_class");

-- CreateIndex
CREATE INDEX "legal_hold_practice_id_patient_id_idx" ON "legal_hold"("practice_id", "patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "legal_hold_practice_id_id_key" ON "legal_hold"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deletion_receipt_practice_id_id_key" ON "deletion_receipt"("practice_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_practice_id_actor_id_at_idx" ON "audit_entry"("practice_id", "actor_id", "at");

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_identity" ADD CONSTRAINT "external_identity_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_recovery" ADD CONSTRAINT "account_recovery_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_practice_id_staff_id_fkey" FOREIGN KEY ("practice_id", "staff_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_practice_id_session_id_fkey" FOREIGN KEY ("practice_id", "session_id") REFERENCES "session"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_practice_id_reviewer_id_fkey" FOREIGN KEY ("practice_id", "reviewer_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_client" ADD CONSTRAINT "api_client_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_practice_id_supervisor_id_fkey" FOREIGN KEY ("practice_id", "supervisor_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_practice_id_merged_into_id_fkey" FOREIGN KEY ("practice_id", "merged_into_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_practice_id_kept_id_fkey" FOREIGN KEY ("practice_id", "kept_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_practice_id_given_id_fkey" FOREIGN KEY ("practice_id", "given_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proxy" ADD CONSTRAINT "proxy_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proxy" ADD CONSTRAINT "proxy_practice_id_account_id_fkey" FOREIGN KEY ("practice_id", "account_id") REFERENCES "account"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_practice_id_text_id_fkey" FOREIGN KEY ("practice_id", "text_id") REFERENCES "consent_text"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "care_team_member" ADD CONSTRAINT "care_team_member_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "care_team_member" ADD CONSTRAINT "care_team_member_practice_id_staff_id_fkey" FOREIGN KEY ("practice_id", "staff_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_text" ADD CONSTRAINT "consent_text_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "text_template" ADD CONSTRAINT "text_template_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retention_rule" ADD CONSTRAINT "retention_rule_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_practice_id_patient_id_fkey" FOREIGN KEY ("practice_id", "patient_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Postgres guarantees -----------------------------------------------------------------

ALTER TABLE "staff_member" DROP CONSTRAINT "staff_member_roles_check";
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_roles_check"
  CHECK ("roles" <@ ARRAY['clinician', 'scheduler', 'admin', 'auditor', 'interpreter', 'trainee']::text[] AND cardinality("roles") > 0);
-- A trainee has somebody who answers for them, and nobody answers for themselves.
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_supervisor_check"
  CHECK (("supervisor_id" IS NULL OR "supervisor_id" <> "id") AND (NOT "active" OR NOT 'trainee' = ANY ("roles") OR "supervisor_id" IS NOT NULL));

ALTER TABLE "room_actor" DROP CONSTRAINT "room_actor_role_check";
ALTER TABLE "room_actor" ADD CONSTRAINT "room_actor_role_check" CHECK ("role" IN ('clinician', 'patient', 'guest'));
ALTER TABLE "visit_link" ADD CONSTRAINT "visit_link_kind_check"
  CHECK ("kind" IN ('patient', 'guest') AND ("kind" = 'guest') = ("guest_sealed" IS NOT NULL));

ALTER TABLE "patient" ADD CONSTRAINT "patient_status_check"
  CHECK ("status" IN ('active', 'pending', 'merged', 'erased') AND ("status" = 'merged') = ("merged_into_id" IS NOT NULL));
ALTER TABLE "patient" ADD CONSTRAINT "patient_registered_by_check" CHECK ("registered_by" IN ('staff', 'self', 'import'));
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_two_check" CHECK ("kept_id" <> "given_id");
CREATE UNIQUE INDEX "patient_merge_standing_key" ON "patient_merge" ("given_id") WHERE "undone_at" IS NULL;

-- One standing grant of each kind.
CREATE UNIQUE INDEX "proxy_standing_key" ON "proxy" ("patient_id", "account_id") WHERE "revoked_at" IS NULL;
ALTER TABLE "proxy" ADD CONSTRAINT "proxy_scopes_check"
  CHECK ("scopes" <@ ARRAY['appointments', 'visits', 'summaries', 'contact']::text[] AND cardinality("scopes") > 0);
ALTER TABLE "proxy" ADD CONSTRAINT "proxy_ends_by_check"
  CHECK ("ends_by" IN ('date', 'age', 'none') AND ("ends_by" = 'none') = ("ends_at" IS NULL));
CREATE UNIQUE INDEX "care_team_member_standing_key" ON "care_team_member" ("patient_id", "staff_id") WHERE "ends_at" IS NULL;
ALTER TABLE "care_team_member" ADD CONSTRAINT "care_team_member_part_check" CHECK ("part" IN ('lead', 'member'));
CREATE UNIQUE INDEX "legal_hold_standing_key" ON "legal_hold" ("patient_id") WHERE "lifted_at" IS NULL;

ALTER TABLE "account_token" ADD CONSTRAINT "account_token_kind_check" CHECK ("kind" IN ('invite', 'password', 'email'));
-- Nobody vouches for their own recovery, and it counts only a while after.
ALTER TABLE "account_recovery" ADD CONSTRAINT "account_recovery_vouched_check"
  CHECK (("vouched_by" IS NULL) = ("vouched_at" IS NULL) AND ("vouched_at" IS NULL) = ("ready_at" IS NULL) AND "vouched_by" IS DISTINCT FROM "account_id");
-- Emergency access lasts an hour at most, and nobody reviews their own.
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_hour_check"
  CHECK ("ends_at" > "started_at" AND "ends_at" <= "started_at" + interval '60 minutes');
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_review_check"
  CHECK (("reviewed_at" IS NULL) = ("reviewer_id" IS NULL) AND ("reviewed_at" IS NULL) = ("verdict" IS NULL)
    AND "reviewer_id" IS DISTINCT FROM "staff_id" AND ("verdict" IS NULL OR "verdict" IN ('justified', 'unjustified')));
ALTER TABLE "practice" ADD CONSTRAINT "practice_accent_check" CHECK ("accent" IS NULL OR "accent" ~ '^#[0-9a-f]{6}$');
ALTER TABLE "retention_rule" ADD CONSTRAINT "retention_rule_years_check"
  CHECK ("years" BETWEEN 0 AND 100 AND ("minors_until_age" IS NULL OR "minors_until_age" BETWEEN 0 AND 120));
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_purpose_check" CHECK ("purpose" IN ('logo', 'document', 'model'));

-- Append-only: the chain over the audit and the receipts of what was deleted.
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE ON "audit_seal"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_seal_no_truncate" BEFORE TRUNCATE ON "audit_seal"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "deletion_receipt_append_only" BEFORE UPDATE OR DELETE ON "deletion_receipt"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Words that somebody may have agreed to never change.
CREATE FUNCTION "refuse_published_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."published_at" IS NOT NULL THEN
    RAISE EXCEPTION 'published words never change' USING ERRCODE = '23001';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "consent_text_published" BEFORE UPDATE OR DELETE ON "consent_text"
  FOR EACH ROW EXECUTE FUNCTION "refuse_published_change"();

-- A consent is only ever taken back.
CREATE FUNCTION "refuse_consent_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."withdrawn_at" IS NOT NULL
     OR (to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by') IS DISTINCT FROM (to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by') THEN
    RAISE EXCEPTION 'a consent can only be withdrawn' USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "consent_withdraw_only" BEFORE UPDATE ON "consent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_consent_change"();
