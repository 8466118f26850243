-- AlterTable
ALTER TABLE "stored_file" ADD COLUMN     "confidential" BOOLEAN NOT NULL DEFAULT false;
