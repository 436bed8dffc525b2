-- AlterTable
ALTER TABLE "Effect" ADD COLUMN     "isBooked" BOOLEAN NOT NULL DEFAULT false;

-- DropTable
DROP TABLE "Hold";

-- CreateTable
CREATE TABLE "Budget" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "calls" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "bookings" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("workspaceId","key")
);
