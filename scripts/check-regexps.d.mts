/** For TypeScript; what this does stands in check-regexps.mjs. */
export function slowRegexpsIn(source: string, isPage?: boolean): Promise<string[]>;
