-- A stale edit of a member of staff or of a service is refused by the version that was on the screen.
ALTER TABLE "staff_member" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "service" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- One draft of the words to agree to at a time in each language.
CREATE UNIQUE INDEX "consent_text_one_draft" ON "consent_text"("practice_id", "kind", "locale") WHERE "published_at" IS NULL;
