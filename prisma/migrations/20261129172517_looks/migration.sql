-- Looks of before are not carried over: whoever was about to publish looks again.
-- AlterTable
ALTER TABLE "scoring_model" DROP COLUMN "previewed_revision";

-- CreateTable
CREATE TABLE "scoring_look" (
    "model_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "beside" INTEGER NOT NULL,
    "looked_by" UUID,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scoring_look_pkey" PRIMARY KEY ("model_id")
);

-- AddForeignKey
ALTER TABLE "scoring_look" ADD CONSTRAINT "scoring_look_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "scoring_model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
