-- AlterTable
ALTER TABLE "Budget" DROP COLUMN "bookings",
ADD COLUMN     "callers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Effect" DROP COLUMN "isBooked",
ADD COLUMN     "waitsFor" TEXT,
ADD COLUMN     "waitsFrom" BIGINT;

-- CreateIndex
CREATE INDEX "Effect_line_idx" ON "Effect"("workspaceId", "waitsFor") WHERE ("waitsFor" IS NOT NULL);
