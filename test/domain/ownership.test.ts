import { describe } from 'vitest';
import { ownershipCases } from './tables/ownership.ts';
import { runTable } from './tables/run.ts';

describe('ownership', () => runTable(ownershipCases));
