import { describe } from 'vitest';
import { runTable } from './tables/run.ts';
import { swarmCases } from './tables/swarm.ts';

describe('swarm', () => runTable(swarmCases));
