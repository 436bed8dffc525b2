/** For TypeScript; what this does stands in check-lock.mjs. */
export type Lock = { readonly packages: Readonly<Record<string, object>> };
export function problemsInLock(lock: Lock, allowScripts: Readonly<Record<string, boolean>>): string[];
