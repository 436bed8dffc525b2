-- AlterTable
ALTER TABLE "Timer" ADD COLUMN     "subject" TEXT NOT NULL DEFAULT '';

-- DropIndex
DROP INDEX "Timer_escalationId_kind_key";

-- CreateIndex
CREATE UNIQUE INDEX "Timer_escalationId_kind_subject_key" ON "Timer"("escalationId", "kind", "subject");
