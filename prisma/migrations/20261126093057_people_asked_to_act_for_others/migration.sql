-- AlterTable
ALTER TABLE "proxy" ADD COLUMN     "invited_email" TEXT,
ADD COLUMN     "invited_name" TEXT;
