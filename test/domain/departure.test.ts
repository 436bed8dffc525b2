import { describe } from 'vitest';
import { departureCases } from './tables/departure.ts';
import { runTable } from './tables/run.ts';

describe('departure', () => runTable(departureCases));
