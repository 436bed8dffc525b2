import type { Button as BlockButton, KnownBlock, ModalView } from '@slack/types';
import type { CommandType, ExpectedVersions, Versioned } from '../../domain/command.ts';
import { versionOf } from '../../domain/decide.ts';
import type { Escalation, PersonId } from '../../domain/kernel/escalation.ts';
import { explain, type Refusal, type RefusalCode } from '../../domain/refusal.ts';
import type { Wish } from '../../engine/request.ts';
import { target } from '../ids.ts';
import { button, contextBlock } from './blocks.ts';
import type { Fields, ValuesOf } from './fields.ts';
import { modal } from './inputs.ts';
import type { FormData } from './slice.ts';
import { quoted } from './text.ts';
import { blockOf, type Errors, type Parsed, readMetadata, type Values } from './values.ts';

/** All there is to know of a form. */
type FormSpec<F extends Fields, W extends Wish> = {
  /** action_id of what opens it, and callback_id of the modal. */
  readonly id: string;
  /** As a line of the card's menu, and its place there; null when it is opened elsewhere. */
  readonly menu: {
    readonly line: string;
    readonly place: number;
    /** Only while this holds. */
    readonly when?: (escalation: Escalation) => boolean;
  } | null;
  /** What opens it after /swarm in the swarm's channel. */
  readonly word?: string;
  readonly title: string;
  readonly submit: string;
  /** What it sends: whoever may not send that is not shown the form. */
  readonly command: W['type'];
  /** Why anybody would type into it in vain. */
  readonly refuse: (escalation: Escalation) => Refusal | null;
  /** Set when it offers the teams of the roster. */
  readonly offersTeams?: true;
  /** What it is based on: when that has changed by the time it is sent, it is shown again as things stand. */
  readonly basedOn: readonly Versioned[];
  /**
   * Set when each field is a part of the escalation with a version of its own: the version that this text would have.
   * Then only fields that somebody changed are sent, and only those must not have been changed by others.
   */
  readonly versionOfField?: (field: keyof F & Versioned, value: string) => string;
  readonly intro: (data: FormData) => KnownBlock;
  readonly fields: F;
  readonly initial: (data: FormData) => Partial<ValuesOf<F>>;
  /** What no field says alone: null when all is well. */
  readonly check?: (
    values: ValuesOf<F>,
  ) => { readonly field: keyof F & string; readonly sentence: string } | null;
  /** The field that a refusal is about. One for an empty text names its field itself; what is about none goes to the first. */
  readonly refusals: { readonly [C in RefusalCode]?: keyof F & string };
  readonly request: (values: ValuesOf<F>) => W;
};

/** What was sent off when it turned out to be outdated. */
export type Attempt = { readonly notice: string; readonly values: Values; readonly metadata: string };

/** A form that sends a command of this type, whatever it asks for. */
export type Form<C extends string = string> = {
  readonly kind: 'form';
  readonly id: string;
  readonly menu: FormSpec<Fields, Wish>['menu'];
  readonly word: string | null;
  readonly offersTeams: boolean;
  readonly command: CommandType;
  readonly refuse: (escalation: Escalation) => Refusal | null;
  /** The button that opens it, with its title unless another text is given. */
  readonly opener: (escalation: string, text?: string, style?: 'primary' | 'danger') => BlockButton;
  /** @param again set when it is shown again because it was outdated: what was typed stays. */
  readonly render: (data: FormData, again?: Attempt) => ModalView;
  readonly read: (values: Values, metadata: string) => Parsed<Sent<Extract<Wish, { readonly type: C }>>>;
  /** A refusal as inline errors, which Slack shows on inputs only. */
  readonly errors: (refusal: Refusal, values: Values, name: (person: PersonId) => string) => Errors;
};

/** What a form that was sent off asks for, and what it is based on. */
type Sent<W> = { readonly wish: W; readonly expectedVersions?: ExpectedVersions | undefined };

export function defineForm<F extends Fields, W extends Wish>(
  spec: FormSpec<F, W>,
): Form<W['type']> & { readonly parse: (values: Values) => Parsed<ValuesOf<F>> } {
  const ids = Object.keys(spec.fields);
  const [first = ''] = ids;
  const parse = (values: Values) => readFields(spec, values);
  return {
    kind: 'form',
    id: spec.id,
    menu: spec.menu,
    word: spec.word ?? null,
    offersTeams: spec.offersTeams === true,
    command: spec.command,
    refuse: spec.refuse,
    opener: (escalation, text = spec.title, style) => button(text, spec.id, target(escalation), style),
    render(data, again) {
      const { escalation } = data;
      const initial: Partial<Record<string, unknown>> = { ...spec.initial(data), ...data.prefill };
      const expects = Object.fromEntries(spec.basedOn.map((one) => [one, versionOf(escalation, one)]));
      const stays = again === undefined ? () => true : keepsTyped(spec, again);
      return modal({
        id: spec.id,
        title: spec.title,
        submit: spec.submit,
        metadata: {
          escalation: escalation.id,
          ...(spec.basedOn.length === 0 ? {} : { expects: JSON.stringify(expects) }),
        },
        blocks: [
          ...(again === undefined ? [] : [contextBlock(again.notice)]),
          spec.intro(data),
          ...ids.flatMap((id) => {
            // Under another id Slack forgets what stood there, and shows what stands there now.
            const own = stays(id) ? (blockOf(again?.values ?? {}, id) ?? id) : `${id}-${data.now}`;
            const block = (spec.fields[id] as F[string]).block(own, initial[id], data);
            return [...changedTo(spec, data, id, again), ...(block === null ? [] : [block])];
          }),
        ],
      });
    },
    parse,
    read(values, metadata) {
      const parsed = parse(values);
      if (!parsed.ok) return parsed;
      const expected = expectedIn(metadata);
      const sent = spec.versionOfField
        ? changedOnly(spec, parsed.value, expected)
        : { values: parsed.value, expectedVersions: expected };
      const wish = spec.request(sent.values) as never;
      return { ok: true, value: { wish, expectedVersions: sent.expectedVersions } };
    },
    errors(refusal, values, name) {
      const about = 'field' in refusal ? refusal.field : (spec.refusals[refusal.code] ?? first);
      const block = blockOf(values, about) ?? blockOf(values, first) ?? Object.keys(values)[0] ?? first;
      return { [block]: explain(refusal, name) };
    },
  };
}

function readFields<F extends Fields, W extends Wish>(
  spec: FormSpec<F, W>,
  values: Values,
): Parsed<ValuesOf<F>> {
  const errors: Errors = {};
  const read: Record<string, unknown> = {};
  for (const [id, field] of Object.entries(spec.fields)) {
    read[id] = field.read(values, id);
    if (read[id] === null && field.missing) errors[blockOf(values, id) ?? id] = field.missing(id);
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const value = read as ValuesOf<F>;
  const wrong = spec.check?.(value) ?? null;
  if (wrong === null) return { ok: true, value };
  return { ok: false, errors: { [blockOf(values, wrong.field) ?? wrong.field]: wrong.sentence } };
}

/** The fields whose text is not what the form showed, each with the version that was shown. */
function changedOnly<F extends Fields, W extends Wish>(
  spec: FormSpec<F, W>,
  values: ValuesOf<F>,
  expected: ExpectedVersions = {},
) {
  const changed = Object.entries(values).filter(([id, value]) => isChanged(spec, id, value, expected));
  const expectedVersions = Object.fromEntries(
    changed.flatMap(([id]) => {
      const version = expected[id as Versioned];
      return version === undefined ? [] : [[id, version]];
    }),
  ) as ExpectedVersions;
  return { values: Object.fromEntries(changed) as ValuesOf<F>, expectedVersions };
}

function isChanged<F extends Fields, W extends Wish>(
  { versionOfField }: FormSpec<F, W>,
  id: string,
  value: unknown,
  expected: ExpectedVersions,
): boolean {
  if (versionOfField === undefined || typeof value !== 'string') return value !== undefined;
  return versionOfField(id as keyof F & Versioned, value) !== expected[id as Versioned];
}

/** Whether what stands in a field was typed there, and is not only what the form showed. */
function keepsTyped<F extends Fields, W extends Wish>(
  spec: FormSpec<F, W>,
  { values, metadata }: Attempt,
): (id: string) => boolean {
  const expected = expectedIn(metadata) ?? {};
  return (id) =>
    spec.versionOfField === undefined || isChanged(spec, id, spec.fields[id]?.read(values, id), expected);
}

/** What others made of a field while it was being changed. */
function changedTo<F extends Fields, W extends Wish>(
  spec: FormSpec<F, W>,
  data: FormData,
  id: string,
  again?: Attempt,
): KnownBlock[] {
  if (again === undefined || spec.versionOfField === undefined) return [];
  const version = expectedIn(again.metadata)?.[id as Versioned];
  if (version === versionOf(data.escalation, id as Versioned) || !keepsTyped(spec, again)(id)) return [];
  const text: unknown = spec.initial(data)[id];
  return [
    contextBlock(
      typeof text === 'string' && text !== '' ? `Now it says: ${quoted(text, 2000)}` : 'Now it is empty.',
    ),
  ];
}

/** What a form that was opened with this metadata is based on. */
function expectedIn(metadata: string): ExpectedVersions | undefined {
  const { expects } = readMetadata(metadata);
  return expects === undefined ? undefined : (JSON.parse(expects) as ExpectedVersions);
}
