import pg from 'pg';
import { ConfigError } from '../config/environment.ts';

const limitMs = 5_000;

/** @throws ConfigError when there is no such Postgres or it refuses us */
export async function checkPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (version < 13) {
      throw new ConfigError(`DATABASE_URL leads to Postgres ${version}: Muster needs 13 or newer.`);
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `The database at ${placeOf(url)} cannot be used (${reasonOf(error)}): check DATABASE_URL and that the server runs, or leave it out to use the embedded one.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Host and port only: the address may hold a password. */
function placeOf(url: string): string {
  return new URL(url).host || url;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'its host name cannot be looked up',
    ETIMEDOUT: 'it does not answer',
    ECONNRESET: 'it closed the connection',
  };
  // One address that resolves to several fails with an error that has no message of its own.
  const inner = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException) : undefined;
  return words[code ?? inner?.code ?? ''] ?? (message || String(error));
}
