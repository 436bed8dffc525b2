-- AlterEnum
ALTER TYPE "EscalationStatus" ADD VALUE 'failed';
