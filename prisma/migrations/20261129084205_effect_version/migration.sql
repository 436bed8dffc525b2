-- AlterTable
ALTER TABLE "Effect" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
