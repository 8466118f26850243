-- AlterTable
ALTER TABLE "stored_file" ADD COLUMN     "bytes_until" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- By hand: documents are a matter of their own among those that somebody may act in.
ALTER TABLE "proxy" DROP CONSTRAINT "proxy_scopes_check";
ALTER TABLE "proxy" ADD CONSTRAINT "proxy_scopes_check"
  CHECK ("scopes" <@ ARRAY['appointments', 'visits', 'summaries', 'documents', 'contact']::text[] AND cardinality("scopes") > 0);

-- By hand: only what was removed waits for its bytes to go.
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_bytes_until_check" CHECK ("bytes_until" IS NULL OR "deleted_at" IS NOT NULL);
