import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** What can go wrong with a Web API call. */
export const callFaults = [
  'reset',
  'accept-then-drop',
  'rate-limit',
  'server-error',
  'slow',
  'double-create',
  'refused-token',
  'proxy-page',
] as const;
/** What can go wrong with a delivery to the app. */
export const deliveryFaults = [
  'drop-before',
  'accept-then-drop',
  'slow',
  'duplicate',
  'reorder',
  'late-ack',
] as const;

export type CallFault = (typeof callFaults)[number];
export type DeliveryFault = (typeof deliveryFaults)[number];
export type Fault = CallFault | DeliveryFault;

/** How subjects of deliveries begin; all others are Web API methods. */
export const deliverPrefix = 'deliver:';

export type FaultRule = {
  /**
   * A Web API method ("chat.postMessage", "chat.*", "*"), or a kind of delivery ("deliver:view_submission",
   * "deliver:/escalate", "deliver:app_home_opened", "deliver:*").
   */
  readonly on: string;
  readonly fault: Fault;
  /** How often it strikes; without it, always. */
  readonly count?: number;
  /** How many it lets pass first. */
  readonly after?: number;
  /** From 0 to 1; without it, 1. */
  readonly probability?: number;
  /** How long "slow" waits and "reorder" holds back at most; for "rate-limit", what Retry-After says, in whole seconds. */
  readonly ms?: number;
};

/** A rule with what became of it so far. */
export type ArmedRule = {
  readonly id: string;
  readonly rule: FaultRule;
  readonly seen: number;
  readonly struck: number;
};

const ruleSchema = z
  .object({
    on: z.string().regex(/^(\*|[\w.:/-]+\*?)$/),
    fault: z.string(),
    count: z.int().min(1).optional(),
    after: z.int().min(0).optional(),
    ms: z.int().min(0).optional(),
    probability: z.number().gt(0).max(1).optional(),
  })
  .refine(({ on, fault }) => faultsOf(on).includes(fault), { path: ['fault'] });

/** Refuses, in a sentence, what could never strike. */
export function checkRule(rule: FaultRule): void {
  const wrong = ruleSchema.safeParse(rule).error?.issues[0]?.path[0];
  if (wrong === undefined) return;
  const sentences: { readonly [name: PropertyKey]: string } = {
    on: 'Name a Web API method, or deliver: and a kind of delivery; * stands for all.',
    fault: `${rule.fault} cannot happen to ${rule.on}: choose ${faultsOf(rule.on).join(', ')}.`,
    count: 'count is a whole number, 1 or more.',
    probability: 'probability is more than 0 and at most 1.',
  };
  throw new Refusal(sentences[wrong] ?? `${String(wrong)} is a whole number, 0 or more.`);
}

function faultsOf(on: string): readonly string[] {
  return on.startsWith(deliverPrefix) ? deliveryFaults : callFaults;
}

export function matches(on: string, subjects: readonly string[]): boolean {
  if (!on.endsWith('*')) return subjects.includes(on);
  const start = on.slice(0, -1);
  // "*" stands for every call, not for what is delivered.
  return subjects.some((one) => one.startsWith(start) && (start !== '' || !one.startsWith(deliverPrefix)));
}

/**
 * The first rule that strikes this, and all rules as they are afterwards. At most one strikes; those before it in the
 * list have let it pass, those after it have not seen it.
 * @param subjects All names that it goes by.
 * @param random From 0 up to, not including, 1.
 */
export function strike(
  rules: readonly ArmedRule[],
  subjects: readonly string[],
  random: () => number,
): { readonly struck: FaultRule | null; readonly rules: readonly ArmedRule[] } {
  let struck: FaultRule | null = null;
  const after = rules.map((armed): ArmedRule => {
    const { rule } = armed;
    if (struck !== null || isSpent(armed) || !matches(rule.on, subjects)) return armed;
    const seen = armed.seen + 1;
    const isDue = seen > (rule.after ?? 0) && random() < (rule.probability ?? 1);
    if (!isDue) return { ...armed, seen };
    struck = rule;
    return { ...armed, seen, struck: armed.struck + 1 };
  });
  return { struck, rules: after };
}

function isSpent({ rule, struck }: ArmedRule): boolean {
  return rule.count !== undefined && struck >= rule.count;
}
