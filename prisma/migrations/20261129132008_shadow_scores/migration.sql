-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "href" TEXT;

-- CreateTable
CREATE TABLE "challenger" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "version" INTEGER,
    "started_by" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "caught_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "challenger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shadow_score" (
    "lead_id" UUID NOT NULL,
    "challenger_id" UUID NOT NULL,
    "scored_on" DATE NOT NULL,
    "score" SMALLINT NOT NULL,
    "grade" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "meets_mql" BOOLEAN NOT NULL,
    "is_hot" BOOLEAN NOT NULL,
    "mql_since" DATE,
    "champion_version" INTEGER NOT NULL,
    "champion_score" SMALLINT NOT NULL,
    "champion_grade" TEXT NOT NULL,
    "champion_reason" TEXT NOT NULL,
    "champion_meets_mql" BOOLEAN NOT NULL,
    "champion_is_hot" BOOLEAN NOT NULL,
    "seen" TEXT NOT NULL,

    CONSTRAINT "shadow_score_pkey" PRIMARY KEY ("lead_id")
);

-- CreateTable
CREATE TABLE "shadow_decision" (
    "pass_id" UUID NOT NULL,
    "challenger_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "score" SMALLINT NOT NULL,
    "grade" TEXT NOT NULL,
    "qualifies" BOOLEAN NOT NULL,
    "is_hot" BOOLEAN NOT NULL,

    CONSTRAINT "shadow_decision_pkey" PRIMARY KEY ("pass_id","challenger_id")
);

-- CreateTable
CREATE TABLE "shadow_day" (
    "challenger_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "leads" INTEGER NOT NULL,
    "both_mql" INTEGER NOT NULL,
    "champion_mql" INTEGER NOT NULL,
    "challenger_mql" INTEGER NOT NULL,
    "same_hot" INTEGER NOT NULL,
    "same_grade" INTEGER NOT NULL,

    CONSTRAINT "shadow_day_pkey" PRIMARY KEY ("challenger_id","day")
);

-- CreateTable
CREATE TABLE "drift_finding" (
    "id" UUID NOT NULL,
    "band" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "week" DATE NOT NULL,
    "numerator" INTEGER NOT NULL,
    "denominator" INTEGER,
    "low" DOUBLE PRECISION NOT NULL,
    "high" DOUBLE PRECISION NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drift_finding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shadow_score_challenger_id_idx" ON "shadow_score"("challenger_id");

-- CreateIndex
CREATE UNIQUE INDEX "drift_finding_band_measure_week_key" ON "drift_finding"("band", "measure", "week");

-- AddForeignKey
ALTER TABLE "shadow_score" ADD CONSTRAINT "shadow_score_challenger_id_fkey" FOREIGN KEY ("challenger_id") REFERENCES "challenger"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shadow_score" ADD CONSTRAINT "shadow_score_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shadow_decision" ADD CONSTRAINT "shadow_decision_challenger_id_fkey" FOREIGN KEY ("challenger_id") REFERENCES "challenger"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shadow_decision" ADD CONSTRAINT "shadow_decision_pass_id_fkey" FOREIGN KEY ("pass_id") REFERENCES "pass"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shadow_day" ADD CONSTRAINT "shadow_day_challenger_id_fkey" FOREIGN KEY ("challenger_id") REFERENCES "challenger"("id") ON DELETE CASCADE ON UPDATE CASCADE;

create unique index challenger_one_at_work on challenger ((true)) where ended_at is null;
alter table drift_finding add constraint drift_finding_measure check (measure in ('volume', 'acceptance', 'conversion'));
