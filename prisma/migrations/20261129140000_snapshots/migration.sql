-- CreateTable
CREATE TABLE "Snapshot" (
    "escalationId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" JSONB NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("escalationId","version")
);

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_escalationId_fkey" FOREIGN KEY ("escalationId") REFERENCES "Escalation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Events are only ever added. Whoever changes or deletes some by hand must not leave behind what was made of them.
-- The two \x3B are semicolons: Prisma's adapter ends a statement at each that it sees, wherever it stands.
CREATE FUNCTION forget_snapshots() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  DELETE FROM "Snapshot" WHERE "escalationId" IN (SELECT "escalationId" FROM former)\x3B
  RETURN NULL\x3B
END';
CREATE TRIGGER "Event_changed" AFTER UPDATE ON "Event" REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION forget_snapshots();
CREATE TRIGGER "Event_deleted" AFTER DELETE ON "Event" REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION forget_snapshots();
