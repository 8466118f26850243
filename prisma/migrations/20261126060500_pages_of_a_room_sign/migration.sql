-- The public half of the pair with which a page load signs what only clinicians write: P-256, raw.
-- AlterTable
ALTER TABLE "room_actor" ADD COLUMN     "sign_key" BYTEA;

ALTER TABLE "room_actor" ADD CONSTRAINT "room_actor_sign_key_check" CHECK ("sign_key" IS NULL OR octet_length("sign_key") = 65);
