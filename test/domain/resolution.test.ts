import { describe } from 'vitest';
import { resolutionCases } from './tables/resolution.ts';
import { runTable } from './tables/run.ts';

describe('resolution', () => runTable(resolutionCases));
