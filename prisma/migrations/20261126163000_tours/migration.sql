-- CreateTable
CREATE TABLE "tour" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tour_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tour_edition" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "tour_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "author_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tour_edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_tour" (
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visit_tour_pkey" PRIMARY KEY ("visit_id","edition_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tour_practice_id_id_key" ON "tour"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tour_edition_practice_id_id_key" ON "tour_edition"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tour_edition_tour_id_version_key" ON "tour_edition"("tour_id", "version");

-- AddForeignKey
ALTER TABLE "tour" ADD CONSTRAINT "tour_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tour_edition" ADD CONSTRAINT "tour_edition_practice_id_tour_id_fkey" FOREIGN KEY ("practice_id", "tour_id") REFERENCES "tour"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_tour" ADD CONSTRAINT "visit_tour_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_tour" ADD CONSTRAINT "visit_tour_practice_id_edition_id_fkey" FOREIGN KEY ("practice_id", "edition_id") REFERENCES "tour_edition"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Patients see again what they were shown: an edition never changes (ANA-321).
CREATE TRIGGER "tour_edition_append_only" BEFORE UPDATE OR DELETE ON "tour_edition"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
