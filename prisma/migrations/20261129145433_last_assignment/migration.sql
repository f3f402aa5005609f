-- CreateIndex
CREATE INDEX "handoff_assignee_id_assigned_at_idx" ON "handoff"("assignee_id", "assigned_at");
