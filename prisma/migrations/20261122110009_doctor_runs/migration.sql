-- CreateTable
CREATE TABLE "doctor_run" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "promises" INTEGER NOT NULL,
    "findings" JSONB NOT NULL,

    CONSTRAINT "doctor_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "doctor_run_started_at_idx" ON "doctor_run"("started_at" DESC);
