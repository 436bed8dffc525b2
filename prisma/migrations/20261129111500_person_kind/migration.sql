-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "kind" TEXT;
