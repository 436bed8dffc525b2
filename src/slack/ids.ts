/** Every name that Slack hands back to us. Views put them in, listeners are registered by them. */
export const COMMANDS = { escalate: '/escalate', swarm: '/swarm' } as const;

export const SHORTCUTS = {
  /** Global: the same as /escalate. */
  escalate: 'escalate',
  /** On a message: escalate with its text as what is happening. */
  escalateMessage: 'escalate-message',
  /** On a message in a swarm channel: add it to the escalation as a note. */
  noteMessage: 'note-message',
} as const;

/** action_id of what no slice defines as a button or a form. A button's value is `target(…)`; an overflow's options carry `menuValue(…)`. */
export const ACTIONS = {
  /** The card's overflow menu; its options name the action of a form that it opens. */
  menu: 'menu',
  /** Choosing a trigger in the Escalate modal. */
  trigger: 'trigger',
  /** Choosing a severity there. */
  severity: 'severity',
  /** App Home and the escalations channel: start an escalation. */
  escalate: 'escalate',
  /** Escalate with what was typed before, after Slack did not let Muster make the channel. */
  escalateAgain: 'escalate-again',
  /** Shows in full what is shown shortened; its value is `menuValue(part, escalation)`. */
  whole: 'whole',
  /** A link button; nothing to do but acknowledge. */
  open: 'open',
} as const;

/** callback_id of the modal that no slice defines as a form. */
export const MODALS = { escalate: 'escalate' } as const;

/** Event type of the metadata on every message Muster posts; its payload is `{ op }`. */
export const METADATA_TYPE = 'muster_op';

/** A button's value: the escalation, and for answers to a hand-over the seq of the offer. Never a permission. */
export function target(escalation: string, seq?: number): string {
  return seq === undefined ? escalation : `${escalation}#${seq}`;
}

export function readTarget(value: string): { escalation: string; seq: number | null } {
  const [escalation = '', seq] = value.split('#');
  return { escalation, seq: seq === undefined ? null : Number(seq) };
}

/** An overflow option's value: what to do, or what to show, and of which escalation. */
export function menuValue(action: string, escalation: string): string {
  return `${action}#${escalation}`;
}

export function readMenuValue(value: string): { action: string; escalation: string } {
  const [action = '', escalation = ''] = value.split('#');
  return { action, escalation };
}
