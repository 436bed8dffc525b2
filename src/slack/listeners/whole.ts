import { refuseUnlessAllowed } from '../../domain/kernel/access.ts';
import { loadFor, timeline } from '../../store/queries.ts';
import { ACTIONS, readMenuValue } from '../ids.ts';
import { WHOLE_PARTS } from '../kit/whole.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { withNames } from '../names.ts';
import { type Press, readPress } from '../payload.ts';
import { commitReceipt } from '../receive.ts';
import { openModal, tellRefusal } from '../reply.ts';
import { showLater } from '../show-later.ts';
import { wholeModal } from '../views/whole.ts';

/** The rest of what is shown shortened, for whoever may see the escalation. */
export function registerWhole(app: ListenerRegistry, context: ListenerContext): void {
  app.action(ACTIONS.whole, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const isNew = await commitReceipt(context, press);
    await ack();
    if (!isNew) return;
    showLater(context, 'whole', body, async () => {
      const refused = await show(context, press);
      if (refused) await tellRefusal(context, press, refused, respond);
    });
  });
}

async function show(context: ListenerContext, press: Press) {
  const { workspace, person } = press;
  const { action: named, escalation: id } = readMenuValue(press.value);
  const kinds = await context.accounts.kindsOf(workspace, [person]);
  const found = await loadFor(context.engine.db, workspace, id, person, kinds);
  const refused = found === null ? UNKNOWN : refuseUnlessAllowed('See', found.escalation, found.by);
  if (found === null || refused) return refused;
  const part = WHOLE_PARTS.find((one) => one === named) ?? (await noteAt(context, id, Number(named)));
  if (part === undefined) return UNKNOWN;
  const view = await withNames(context.names, workspace, (names) =>
    wholeModal(found.escalation, part, names),
  );
  await openModal(context, press, view);
  return null;
}

const UNKNOWN = { code: 'UnknownEscalation' } as const;

async function noteAt({ engine }: ListenerContext, escalation: string, seq: number) {
  const events = await timeline(engine.db, escalation);
  return events.filter((event) => event.type === 'NoteAdded').find((event) => event.seq === seq);
}
