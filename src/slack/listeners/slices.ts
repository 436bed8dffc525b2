import { ACTIONS, readMenuValue, readTarget } from '../ids.ts';
import type { Form } from '../kit/form.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { type Press, readPress } from '../payload.ts';
import { commitReceipt, onButton, onSubmit, openForm } from '../receive.ts';
import { tellRefusal } from '../reply.ts';
import { showLater } from '../show-later.ts';
import { BUTTONS, FORMS } from '../slices.ts';

/** What the slices define: their buttons, their forms, and what opens those: buttons, and lines of the card's menu. */
export function registerSlices(app: ListenerRegistry, context: ListenerContext): void {
  for (const button of BUTTONS) onButton(app, context, button);
  for (const form of FORMS) {
    onSubmit(app, context, form);
    onOpener(app, context, form.id, ({ value }) => ({ form, escalation: readTarget(value).escalation }));
  }
  onOpener(app, context, ACTIONS.menu, ({ value }) => {
    const { action, escalation } = readMenuValue(value);
    return { form: FORMS.find(({ id }) => id === action), escalation };
  });
  app.action(ACTIONS.open, async ({ ack }) => ack());
}

function onOpener(
  app: ListenerRegistry,
  context: ListenerContext,
  action: string,
  found: (press: Press) => { readonly form: Form | undefined; readonly escalation: string },
): void {
  app.action(action, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const isNew = await commitReceipt(context, press);
    await ack();
    const { form, escalation } = found(press);
    if (!isNew || form === undefined) return;
    showLater(context, form.id, body, () =>
      openForm(context, press, escalation, form, (refusal) => tellRefusal(context, press, refusal, respond)),
    );
  });
}
