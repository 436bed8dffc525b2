-- A new value of an enum cannot be used in the transaction that adds it.
UPDATE "Escalation" SET status = 'failed' WHERE status = 'resolved' AND "resolvedAt" IS NULL;
