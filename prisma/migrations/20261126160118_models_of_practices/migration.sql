-- CreateTable
CREATE TABLE "own_model" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "problem" TEXT,
    "about_sealed" BYTEA NOT NULL,
    "full_file_id" UUID,
    "light_file_id" UUID,
    "test_file_id" UUID,
    "uploaded_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "own_model_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "own_model_practice_id_created_at_idx" ON "own_model"("practice_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "own_model_practice_id_id_key" ON "own_model"("practice_id", "id");

-- AddForeignKey
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_practice_id_full_file_id_fkey" FOREIGN KEY ("practice_id", "full_file_id") REFERENCES "stored_file"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_practice_id_light_file_id_fkey" FOREIGN KEY ("practice_id", "light_file_id") REFERENCES "stored_file"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_practice_id_test_file_id_fkey" FOREIGN KEY ("practice_id", "test_file_id") REFERENCES "stored_file"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: states, kinds, and that each state has what it needs.
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_state_check" CHECK ("state" IN ('checking', 'draft', 'ready', 'refused', 'removed'));
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_kind_check" CHECK ("kind" IN ('glb', 'stl'));
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_refused_check" CHECK ("state" <> 'refused' OR "problem" IS NOT NULL);
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_removed_check" CHECK (("state" = 'removed') = ("removed_at" IS NOT NULL));
ALTER TABLE "own_model" ADD CONSTRAINT "own_model_files_check"
  CHECK ("state" NOT IN ('draft', 'ready') OR ("full_file_id" IS NOT NULL AND "light_file_id" IS NOT NULL AND "test_file_id" IS NOT NULL));

-- By hand: what was made of a model lies among the files, and never came in from outside.
ALTER TABLE "stored_file" DROP CONSTRAINT "stored_file_purpose_check";
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_purpose_check" CHECK ("purpose" IN ('logo', 'document', 'model', 'model_level'));
