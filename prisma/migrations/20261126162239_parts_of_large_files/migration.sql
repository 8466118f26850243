-- CreateTable
CREATE TABLE "upload_part" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_part_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "upload_part_storage_key_key" ON "upload_part"("storage_key");

-- CreateIndex
CREATE INDEX "upload_part_created_at_idx" ON "upload_part"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "upload_part_practice_id_id_key" ON "upload_part"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "upload_part_practice_id_file_id_number_key" ON "upload_part"("practice_id", "file_id", "number");

-- AddForeignKey
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: as many as a file may have, and none larger than it may be.
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_number_check" CHECK ("number" BETWEEN 0 AND 99);
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_bytes_check" CHECK ("byte_count" BETWEEN 1 AND 16777216);
