#!/usr/bin/env node
import { tsImport } from 'tsx/esm/api';

const { runSandbox } = await tsImport('./cli.ts', import.meta.url);
process.exit(await runSandbox(process.argv.slice(2)));
