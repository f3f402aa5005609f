-- AlterTable
ALTER TABLE "scoring_model" ADD COLUMN     "approved_by" TEXT,
ADD COLUMN     "previewed_revision" INTEGER;
