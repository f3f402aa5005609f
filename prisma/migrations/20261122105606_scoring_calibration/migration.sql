-- CreateTable
CREATE TABLE "scoring_calibration" (
    "id" UUID NOT NULL,
    "model_version" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "horizon_days" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "leads_done" INTEGER NOT NULL DEFAULT 0,
    "leads_total" INTEGER,
    "result" JSONB,
    "error" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scoring_calibration_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "scoring_calibration_created_at_idx" ON "scoring_calibration"("created_at" DESC);

alter table scoring_calibration add constraint scoring_calibration_status
  check (status in ('queued', 'running', 'done', 'refused', 'failed'));
alter table scoring_calibration add constraint scoring_calibration_outcome
  check (outcome in ('sql', 'opportunity', 'customer'));
