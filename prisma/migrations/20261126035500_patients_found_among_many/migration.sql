-- A practice of a hundred thousand patients is searched as fast as one of a thousand.

-- Partial where they need not be: the schema's language has no words for their classes of operators.

-- Parts of names and of mail addresses.
CREATE EXTENSION IF NOT EXISTS "pg_trgm";
CREATE INDEX "patient_search_parts_idx" ON "patient" USING gin ("search_name" gin_trgm_ops) WHERE "search_name" IS NOT NULL;
CREATE INDEX "patient_email_parts_idx" ON "patient" USING gin ("email" gin_trgm_ops) WHERE "email" IS NOT NULL;

-- The first page of the list, by name.
CREATE INDEX "patient_listed_idx" ON "patient" ("practice_id", "family_name", "given_name", "id") WHERE "status" = 'active';

-- Likely duplicates, as each registration looks for them: by address, by the last nine digits, by how the name begins.
CREATE INDEX "patient_mail_idx" ON "patient" ("practice_id", lower("email"));
CREATE INDEX "patient_digits_idx" ON "patient" ("practice_id", "right"(regexp_replace(COALESCE("phone", ''), '\D', '', 'g'), 9));
CREATE INDEX "patient_search_begins_idx" ON "patient" ("practice_id", "search_name" text_pattern_ops) WHERE "search_name" IS NOT NULL;

-- A number is searched by how it ends.
CREATE INDEX "patient_digits_end_idx" ON "patient" ("practice_id", reverse(regexp_replace(COALESCE("phone", ''), '\D', '', 'g')) text_pattern_ops);
