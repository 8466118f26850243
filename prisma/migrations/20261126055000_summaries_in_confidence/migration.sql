-- What a young patient said in confidence: its summary and views are kept from those who act for them.
ALTER TABLE "visit" ADD COLUMN     "confidential" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "confidential_why_sealed" BYTEA;
