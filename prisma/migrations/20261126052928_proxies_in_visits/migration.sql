-- Somebody who acts for a patient comes to a visit by their own account: their seats hang on a link that was mailed
-- to nobody, and that on their grant. A seat that was taken signed in ends with its session.
-- AlterTable
ALTER TABLE "visit_link" ADD COLUMN     "proxy_id" UUID;

-- AlterTable
ALTER TABLE "visit_seat" ADD COLUMN     "arrived_at" TIMESTAMPTZ(3),
ADD COLUMN     "session_id" UUID;

-- CreateIndex
CREATE INDEX "visit_link_practice_id_proxy_id_idx" ON "visit_link"("practice_id", "proxy_id");

-- CreateIndex
CREATE INDEX "visit_seat_practice_id_session_id_idx" ON "visit_seat"("practice_id", "session_id");

-- AddForeignKey
ALTER TABLE "visit_link" ADD CONSTRAINT "visit_link_practice_id_proxy_id_fkey" FOREIGN KEY ("practice_id", "proxy_id") REFERENCES "proxy"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_seat" ADD CONSTRAINT "visit_seat_practice_id_session_id_fkey" FOREIGN KEY ("practice_id", "session_id") REFERENCES "session"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "visit_link" DROP CONSTRAINT "visit_link_kind_check";
ALTER TABLE "visit_link" ADD CONSTRAINT "visit_link_kind_check"
  CHECK ("kind" IN ('patient', 'guest', 'proxy') AND ("kind" = 'guest') = ("guest_sealed" IS NOT NULL) AND ("kind" = 'proxy') = ("proxy_id" IS NOT NULL));
-- One person, one link: their devices are seats of it.
CREATE UNIQUE INDEX "visit_link_standing_proxy_key" ON "visit_link" ("visit_id", "proxy_id") WHERE "revoked_at" IS NULL;
