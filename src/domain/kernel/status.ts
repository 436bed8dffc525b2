import type { Refusal } from '../refusal.ts';
import type { Escalation } from './escalation.ts';

type WithStatus = Pick<Escalation, 'status'>;

/** Resolved or withdrawn: it asks for nothing any more, and can be reopened. */
export function isOver({ status }: WithStatus): boolean {
  return status === 'resolved' || status === 'withdrawn';
}

export function refuseUnlessOpen({ status }: WithStatus): Refusal | null {
  switch (status) {
    case 'open':
      return null;
    case 'resolved':
      return { code: 'AlreadyResolved' };
    case 'withdrawn':
      return { code: 'AlreadyWithdrawn' };
    case 'failed':
      return { code: 'UnknownEscalation' };
  }
}
