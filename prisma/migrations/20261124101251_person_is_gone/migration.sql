-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "isGone" BOOLEAN NOT NULL DEFAULT false;
