/** For TypeScript; what this does stands in audit.mjs. */
export function judgeAudit(printed: string): { isFine: boolean; says: string };
