/** For TypeScript; what these do stands in programs.mjs. */
export type ProgramTitle = 'Redis' | 'Faketime' | 'Chromium';
export function findProgram(title: ProgramTitle): string | undefined;
export function installPrograms(): void;
