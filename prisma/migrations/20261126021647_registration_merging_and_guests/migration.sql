-- AlterTable
ALTER TABLE "practice" ADD COLUMN     "majority_age" INTEGER NOT NULL DEFAULT 18;

-- AlterTable
ALTER TABLE "proxy" ADD COLUMN     "invite_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "invite_hash" TEXT;

-- AlterTable
ALTER TABLE "visit_seat" ADD COLUMN     "admitted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "patient_distinct" (
    "practice_id" UUID NOT NULL,
    "a_id" UUID NOT NULL,
    "b_id" UUID NOT NULL,
    "decided_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "patient_distinct_pkey" PRIMARY KEY ("a_id","b_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "patient_distinct_practice_id_a_id_b_id_key" ON "patient_distinct"("practice_id", "a_id", "b_id");

-- CreateIndex
CREATE UNIQUE INDEX "proxy_invite_hash_key" ON "proxy"("invite_hash");

-- AddForeignKey
ALTER TABLE "patient_distinct" ADD CONSTRAINT "patient_distinct_practice_id_a_id_fkey" FOREIGN KEY ("practice_id", "a_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_distinct" ADD CONSTRAINT "patient_distinct_practice_id_b_id_fkey" FOREIGN KEY ("practice_id", "b_id") REFERENCES "patient"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Postgres guarantees -----------------------------------------------------------------

ALTER TABLE "practice" ADD CONSTRAINT "practice_majority_age_check" CHECK ("majority_age" BETWEEN 12 AND 25);
-- A pair stands once, whichever way round it was found.
ALTER TABLE "patient_distinct" ADD CONSTRAINT "patient_distinct_order_check" CHECK ("a_id" < "b_id");
-- An invitation that waits has an end.
ALTER TABLE "proxy" ADD CONSTRAINT "proxy_invite_check" CHECK (("invite_hash" IS NULL) = ("invite_expires_at" IS NULL));
