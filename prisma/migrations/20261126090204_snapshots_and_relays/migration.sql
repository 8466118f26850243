-- AlterTable
ALTER TABLE "scene_op" ADD COLUMN     "relayed_by" INTEGER;

-- CreateTable
CREATE TABLE "scene_snapshot" (
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "format" INTEGER NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scene_snapshot_pkey" PRIMARY KEY ("visit_id","format","version")
);

-- AddForeignKey
ALTER TABLE "scene_snapshot" ADD CONSTRAINT "scene_snapshot_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: a page load hands in another's ops, never its own this way; a snapshot accounts for something.
ALTER TABLE "scene_op" ADD CONSTRAINT "scene_op_relay_check" CHECK ("relayed_by" BETWEEN 1 AND 65535 AND "relayed_by" <> "actor");
ALTER TABLE "scene_snapshot" ADD CONSTRAINT "scene_snapshot_version_check" CHECK ("version" >= 1 AND "format" >= 1);
