import { describe } from 'vitest';
import { channelCases } from './tables/channel.ts';
import { runTable } from './tables/run.ts';

describe('channel', () => runTable(channelCases));
