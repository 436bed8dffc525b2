// The sandbox is written in TypeScript, which not every Node that it supports can load by itself.
import { tsImport } from 'tsx/esm/api';

export const { startSandbox } = await tsImport('./start.ts', import.meta.url);
