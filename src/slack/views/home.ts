import type { HomeView } from '@slack/types';
import type { Instant } from '../../domain/time.ts';
import type { HomeData } from './rows.ts';
import type { Names } from './text.ts';

/** App Home. */
export function home(_data: HomeData, _now: Instant, _names: Names): HomeView {
  return { type: 'home', blocks: [] };
}
