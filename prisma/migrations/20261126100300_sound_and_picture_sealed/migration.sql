-- Whether a page can seal sound and picture, and whether the practice lets a page in that can't.
-- AlterTable
ALTER TABLE "practice" ADD COLUMN     "media_sealing" TEXT NOT NULL DEFAULT 'possible';

-- AlterTable
ALTER TABLE "room_actor" ADD COLUMN     "seals_media" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "practice" ADD CONSTRAINT "practice_media_sealing_check" CHECK ("media_sealing" IN ('possible', 'always'));
