-- CreateIndex
CREATE INDEX "Escalation_watched_idx" ON "Escalation"("workspaceId", "monitorId") WHERE (status = 'open');

-- CreateIndex
CREATE INDEX "Person_workspaceId_name_idx" ON "Person"("workspaceId", "name");
