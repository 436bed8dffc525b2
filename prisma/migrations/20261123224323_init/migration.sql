-- CreateEnum
CREATE TYPE "TeamRole" AS ENUM ('lead', 'member');

-- CreateEnum
CREATE TYPE "EscalationStatus" AS ENUM ('open', 'resolved');

-- CreateEnum
CREATE TYPE "TimerState" AS ENUM ('armed', 'fired', 'disarmed');

-- CreateEnum
CREATE TYPE "EffectState" AS ENUM ('pending', 'running', 'done', 'failed');

-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "timeZone" TEXT,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Team" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "skills" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "workspaceId" TEXT NOT NULL,
    "teamKey" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" "TeamRole" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("workspaceId","teamKey","personId")
);

-- CreateTable
CREATE TABLE "Manager" (
    "workspaceId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Manager_pkey" PRIMARY KEY ("workspaceId","personId")
);

-- CreateTable
CREATE TABLE "Playbook" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "teams" TEXT[],
    "cadence" JSONB NOT NULL,
    "claimWithinMs" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Playbook_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateTable
CREATE TABLE "Setting" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateTable
CREATE TABLE "Counter" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateTable
CREATE TABLE "Event" (
    "escalationId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("escalationId","seq")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "status" "EscalationStatus" NOT NULL,
    "severity" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "playbook" TEXT NOT NULL,
    "customer" TEXT NOT NULL,
    "ticketKey" TEXT NOT NULL,
    "ticketText" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "isPrivate" BOOLEAN NOT NULL,
    "repId" TEXT NOT NULL,
    "ownerId" TEXT,
    "communicatorId" TEXT NOT NULL,
    "monitorId" TEXT NOT NULL,
    "offeredToId" TEXT,
    "teams" TEXT[],
    "channelId" TEXT,
    "channelName" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "nextDueAt" TIMESTAMPTZ(3),
    "isMissed" BOOLEAN NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Participation" (
    "escalationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "teamKey" TEXT,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),
    "isActive" BOOLEAN NOT NULL,

    CONSTRAINT "Participation_pkey" PRIMARY KEY ("escalationId","personId")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "escalationId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "promisedAt" TIMESTAMPTZ(3) NOT NULL,
    "firstDueAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "moves" INTEGER NOT NULL,
    "askedAt" TIMESTAMPTZ(3),
    "missedAt" TIMESTAMPTZ(3),
    "metAt" TIMESTAMPTZ(3),

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("escalationId","number")
);

-- CreateTable
CREATE TABLE "CustomerUpdate" (
    "escalationId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "checkpoint" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "over" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CustomerUpdate_pkey" PRIMARY KEY ("escalationId","seq")
);

-- CreateTable
CREATE TABLE "Timer" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "escalationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "TimerState" NOT NULL,
    "firedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Timer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Effect" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "escalationId" TEXT NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "needs" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "state" "EffectState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "isUnsure" BOOLEAN NOT NULL DEFAULT false,
    "shownSeq" INTEGER,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseBy" TEXT,
    "outcome" JSONB,
    "stagedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "escalationId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "ts" TEXT NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("escalationId","key")
);

-- CreateTable
CREATE TABLE "Hold" (
    "workspaceId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("workspaceId","method")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB,
    "response" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateIndex
CREATE INDEX "Person_workspaceId_email_idx" ON "Person"("workspaceId", "email");

-- CreateIndex
CREATE INDEX "TeamMember_workspaceId_personId_idx" ON "TeamMember"("workspaceId", "personId");

-- CreateIndex
CREATE INDEX "Event_workspaceId_at_idx" ON "Event"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "Escalation_open_idx" ON "Escalation"("workspaceId", "openedAt") WHERE (status = 'open');

-- CreateIndex
CREATE INDEX "Escalation_due_idx" ON "Escalation"("workspaceId", "communicatorId", "nextDueAt") WHERE (status = 'open');

-- CreateIndex
CREATE INDEX "Escalation_unowned_idx" ON "Escalation"("workspaceId", "openedAt") WHERE (status = 'open' AND "ownerId" IS NULL);

-- CreateIndex
CREATE INDEX "Escalation_workspaceId_channelId_idx" ON "Escalation"("workspaceId", "channelId");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_workspaceId_number_key" ON "Escalation"("workspaceId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_live_ticket_key" ON "Escalation"("workspaceId", "ticketKey") WHERE (status = 'open');

-- CreateIndex
CREATE INDEX "Participation_active_idx" ON "Participation"("workspaceId", "personId") WHERE ("isActive");

-- CreateIndex
CREATE INDEX "Checkpoint_workspaceId_promisedAt_idx" ON "Checkpoint"("workspaceId", "promisedAt");

-- CreateIndex
CREATE INDEX "CustomerUpdate_workspaceId_at_idx" ON "CustomerUpdate"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "Timer_armed_idx" ON "Timer"("dueAt") WHERE (state = 'armed');

-- CreateIndex
CREATE UNIQUE INDEX "Timer_escalationId_kind_key" ON "Timer"("escalationId", "kind");

-- CreateIndex
CREATE INDEX "Effect_live_idx" ON "Effect"("escalationId", "position") WHERE (state = 'pending' OR state = 'running');

-- CreateIndex
CREATE INDEX "Effect_pending_idx" ON "Effect"("notBefore") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "Effect_running_idx" ON "Effect"("leaseUntil") WHERE (state = 'running');

-- CreateIndex
CREATE INDEX "Effect_escalationId_key_idx" ON "Effect"("escalationId", "key");

-- CreateIndex
CREATE INDEX "Post_workspaceId_channelId_ts_idx" ON "Post"("workspaceId", "channelId", "ts");

-- CreateIndex
CREATE INDEX "Inbox_at_idx" ON "Inbox"("at");

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_workspaceId_teamKey_fkey" FOREIGN KEY ("workspaceId", "teamKey") REFERENCES "Team"("workspaceId", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Manager" ADD CONSTRAINT "Manager_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Playbook" ADD CONSTRAINT "Playbook_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Setting" ADD CONSTRAINT "Setting_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participation" ADD CONSTRAINT "Participation_escalationId_fkey" FOREIGN KEY ("escalationId") REFERENCES "Escalation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_escalationId_fkey" FOREIGN KEY ("escalationId") REFERENCES "Escalation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerUpdate" ADD CONSTRAINT "CustomerUpdate_escalationId_fkey" FOREIGN KEY ("escalationId") REFERENCES "Escalation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
