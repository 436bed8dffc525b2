-- AlterTable
ALTER TABLE "Inbox" DROP COLUMN "payload";

-- CreateIndex
CREATE UNIQUE INDEX "Effect_waiting_key" ON "Effect"("escalationId", "key") WHERE (state = 'pending');
