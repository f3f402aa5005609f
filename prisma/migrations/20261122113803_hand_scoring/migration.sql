-- CreateTable
CREATE TABLE "hand_sample" (
    "id" UUID NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hand_sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_sample_lead" (
    "sample_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "hand_sample_lead_pkey" PRIMARY KEY ("sample_id","lead_id")
);

-- CreateTable
CREATE TABLE "hand_score" (
    "sample_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "rating" SMALLINT NOT NULL,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,
    "score" SMALLINT NOT NULL,
    "standing" TEXT NOT NULL,
    "scored_on" DATE NOT NULL,
    "model_version" INTEGER NOT NULL,

    CONSTRAINT "hand_score_pkey" PRIMARY KEY ("sample_id","user_id","lead_id")
);

-- CreateIndex
CREATE INDEX "hand_sample_created_at_idx" ON "hand_sample"("created_at" DESC);

-- CreateIndex
CREATE INDEX "hand_sample_lead_lead_id_idx" ON "hand_sample_lead"("lead_id");

-- AddForeignKey
ALTER TABLE "hand_sample_lead" ADD CONSTRAINT "hand_sample_lead_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "hand_sample"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_sample_lead" ADD CONSTRAINT "hand_sample_lead_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_score" ADD CONSTRAINT "hand_score_sample_id_lead_id_fkey" FOREIGN KEY ("sample_id", "lead_id") REFERENCES "hand_sample_lead"("sample_id", "lead_id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table hand_score add constraint hand_score_rating check (rating between 1 and 5);
alter table hand_score add constraint hand_score_standing check (standing in ('hot', 'mql', 'below'));
