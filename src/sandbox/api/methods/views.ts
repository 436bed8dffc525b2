import { z } from 'zod';
import { isViewTooLarge } from '../../block-kit/validate.ts';
import type { Json } from '../../protocol.ts';
import { SlackError } from '../../workspace/errors.ts';
import { findView, openView, publishHome, pushView, updateView } from '../../workspace/views.ts';
import { object, oneOf, required, text } from '../arguments.ts';
import { type Call, invalid, type Methods, method } from '../method.ts';
import { viewObject } from '../slack-objects.ts';

type Opening = { view: Json; trigger_id?: string | undefined; interactivity_pointer?: string | undefined };

const opening = z
  .strictObject({ view: object(), trigger_id: text, interactivity_pointer: text })
  .check(oneOf('invalid_arguments', 'trigger_id', 'interactivity_pointer'));

export const viewMethods: Methods = {
  'views.open': method('t4', [], opening, (call) => show(call, openView)),

  'views.push': method('t4', [], opening, (call) => show(call, pushView)),

  'views.update': method(
    't4',
    [],
    z
      .strictObject({ view: object(), external_id: text, hash: text, view_id: text })
      .check(oneOf('invalid_arguments', 'view_id', 'external_id')),
    ({ workspace, args }) => {
      const before = findView(workspace, args.view_id || undefined, args.external_id || undefined);
      const view = updateView(workspace, before, sized(args.view), args.hash || undefined);
      return { view: viewObject(workspace, view) };
    },
  ),

  'views.publish': method(
    't4',
    [],
    { user_id: required(), view: object(), hash: text, interactivity_pointer: text },
    ({ workspace, args }) => {
      const person = workspace.people.get(args.user_id);
      if (!person || person.isBot) throw invalid('[ERROR] invalid `user_id`');
      const view = publishHome(workspace, person.id, sized(args.view), args.hash || undefined);
      return { view: viewObject(workspace, view) };
    },
  ),
};

function show({ context, workspace, args }: Call<Opening>, open: typeof openView | typeof pushView): Json {
  const view = sized(args.view);
  const { user, origin } = context.triggers.exchange(args.trigger_id || args.interactivity_pointer || '');
  return { view: viewObject(workspace, open(workspace, user, view, origin)) };
}

function sized(view: Json): Json {
  if (isViewTooLarge(view)) throw new SlackError('view_too_large');
  return view;
}
