-- AlterTable
ALTER TABLE "handoff" ADD COLUMN     "import_id" UUID;

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "undo_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "undo_asked_by" UUID,
ADD COLUMN     "undo_findings" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "undo_finished_at" TIMESTAMPTZ(3),
ADD COLUMN     "undo_status" TEXT,
ADD COLUMN     "undone_from" INTEGER;

-- AlterTable
ALTER TABLE "import_row" ADD COLUMN     "change" JSONB;

-- CreateIndex
CREATE INDEX "import_row_lead_id_idx" ON "import_row"("lead_id");

-- What can be undone has been imported; what is undone says when.
alter table import add constraint import_undo check (
  undo_status in ('queued', 'running', 'done')
  and (undo_status is null) = (undo_asked_at is null)
  and (undo_status = 'done') = (undo_finished_at is not null)
  and not (dry_run and undo_status is not null));
