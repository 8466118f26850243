-- AlterTable
ALTER TABLE "visit_link" ADD COLUMN     "staff_id" UUID;

-- CreateIndex
CREATE INDEX "visit_link_practice_id_staff_id_idx" ON "visit_link"("practice_id", "staff_id");

-- AddForeignKey
ALTER TABLE "visit_link" ADD CONSTRAINT "visit_link_practice_id_staff_id_fkey" FOREIGN KEY ("practice_id", "staff_id") REFERENCES "staff_member"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
