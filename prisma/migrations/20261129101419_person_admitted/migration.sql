-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "admittedAt" TIMESTAMPTZ(3),
ADD COLUMN     "teams" TEXT[] DEFAULT ARRAY[]::TEXT[];
