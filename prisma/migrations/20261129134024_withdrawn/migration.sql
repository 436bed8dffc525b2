-- AlterEnum
ALTER TYPE "EscalationStatus" ADD VALUE 'withdrawn';
