import type { Answer, ApiCall } from '../api/call.ts';
import type { Envelope, Outcome } from '../delivery/deliver.ts';
import type { Intercept } from '../intercept.ts';
import { performCallFault } from './calls.ts';
import { deliverySubjects, performDeliveryFault } from './deliveries.ts';
import { type ArmedRule, checkRule, type FaultRule, strike } from './rules.ts';

export type Injector = {
  /** Refuses a rule that could never strike. Answers the rule's id. */
  inject(rule: FaultRule): string;
  rules(): readonly ArmedRule[];
  /** All of them, or one by its id. */
  clear(id?: string): void;
  readonly call: Intercept<ApiCall, Answer>;
  readonly delivery: Intercept<Envelope, Outcome>;
};

export type InjectorOptions = {
  readonly random: () => number;
  /** Called when rules came, went or struck. */
  readonly changed: () => void;
};

/** Stands in both seams, between the app and what it calls and is delivered, and spoils what its rules say. */
export function createInjector({ random, changed }: InjectorOptions): Injector {
  let rules: readonly ArmedRule[] = [];
  let lastId = 0;
  let overtaking: (() => void)[] = [];

  function take(subjects: readonly string[]): FaultRule | null {
    if (rules.length === 0) return null;
    const outcome = strike(rules, subjects, random);
    rules = outcome.rules;
    if (outcome.struck) changed();
    return outcome.struck;
  }

  const overtaken = () => new Promise<void>((resolve) => overtaking.push(resolve));

  async function send(envelope: Envelope, proceed: (envelope: Envelope) => Promise<Outcome>) {
    const outcome = await proceed(envelope);
    for (const resolve of overtaking) resolve();
    overtaking = [];
    return outcome;
  }

  return {
    inject(rule) {
      checkRule(rule);
      lastId += 1;
      const id = `fault-${lastId}`;
      rules = [...rules, { id, rule, seen: 0, struck: 0 }];
      changed();
      return id;
    },
    rules: () => rules,
    clear(id) {
      rules = id === undefined ? [] : rules.filter((one) => one.id !== id);
      changed();
    },
    call(call, proceed) {
      const rule = take([call.method]);
      return rule ? performCallFault(rule, call, proceed, wait) : proceed(call);
    },
    delivery(envelope, proceed) {
      const rule = take(deliverySubjects(envelope));
      const go = (one: Envelope) => send(one, proceed);
      return rule ? performDeliveryFault(rule, envelope, go, { wait, overtaken }) : go(envelope);
    },
  };
}

/** Keeps no process alive. */
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
