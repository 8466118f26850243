-- CreateTable
CREATE TABLE "pain_map" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "painter" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pain_map_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pain_map_practice_id_id_key" ON "pain_map"("practice_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "pain_map_practice_id_visit_id_painter_version_key" ON "pain_map"("practice_id", "visit_id", "painter", "version");

-- AddForeignKey
ALTER TABLE "pain_map" ADD CONSTRAINT "pain_map_practice_id_visit_id_fkey" FOREIGN KEY ("practice_id", "visit_id") REFERENCES "visit"("practice_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what was shown stays as it was shown, and nothing joins it once the visit is over (PAIN-4).
ALTER TABLE "pain_map" ADD CONSTRAINT "pain_map_painter_check" CHECK ("painter" IN ('patient', 'confidence', 'proxy') AND "version" >= 1);
CREATE TRIGGER "pain_map_append_only" BEFORE UPDATE OR DELETE ON "pain_map"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE FUNCTION "refuse_pain_after_visit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "visit" WHERE "id" = NEW."visit_id" AND "state" NOT IN ('expected', 'waiting', 'admitted')) THEN
    RAISE EXCEPTION 'the visit of this pain map is over' USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "pain_map_open_visit" BEFORE INSERT ON "pain_map"
  FOR EACH ROW EXECUTE FUNCTION "refuse_pain_after_visit"();
