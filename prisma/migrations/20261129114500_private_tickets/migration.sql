-- DropIndex
DROP INDEX "Escalation_live_ticket_key";

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_live_ticket_key" ON "Escalation"("workspaceId", "ticketKey") WHERE (status = 'open' AND NOT "isPrivate");

-- CreateIndex
CREATE INDEX "Escalation_live_tickets_idx" ON "Escalation"("workspaceId", "ticketKey") WHERE (status = 'open');
