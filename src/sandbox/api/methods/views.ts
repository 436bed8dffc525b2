import { isViewTooLarge } from '../../block-kit/validate.ts';
import { SlackError } from '../../workspace/errors.ts';
import { findView, openView, publishHome, pushView, updateView } from '../../workspace/views.ts';
import { type Call, invalid, type Method, optional, text } from '../context.ts';
import { viewObject } from '../slack-objects.ts';

export const viewMethods: { readonly [name: string]: Method } = {
  'views.open'(call) {
    const view = sizedView(call);
    const { user, origin } = call.context.triggers.exchange(trigger(call));
    return { view: viewObject(call.workspace, openView(call.workspace, user, view, origin)) };
  },

  'views.push'(call) {
    const view = sizedView(call);
    const { user, origin } = call.context.triggers.exchange(trigger(call));
    return { view: viewObject(call.workspace, pushView(call.workspace, user, view, origin)) };
  },

  'views.update'(call) {
    const { workspace, args } = call;
    const id = optional(args, 'view_id');
    const externalId = optional(args, 'external_id');
    if (id === undefined && externalId === undefined) {
      throw invalid('[ERROR] missing required field: view_id or external_id');
    }
    const before = findView(workspace, id, externalId);
    return {
      view: viewObject(workspace, updateView(workspace, before, sizedView(call), optional(args, 'hash'))),
    };
  },

  'views.publish'(call) {
    const { workspace, args } = call;
    const user = text(args, 'user_id');
    const person = workspace.people.get(user);
    if (!person || person.isBot) throw invalid('[ERROR] invalid `user_id`');
    return {
      view: viewObject(workspace, publishHome(workspace, user, sizedView(call), optional(args, 'hash'))),
    };
  },
};

function trigger({ args }: Call): string {
  const id = optional(args, 'trigger_id') ?? optional(args, 'interactivity_pointer');
  if (id === undefined) throw invalid('[ERROR] missing required field: trigger_id');
  return id;
}

function sizedView({ args }: Call): unknown {
  if (isViewTooLarge(args.view)) throw new SlackError('view_too_large');
  return args.view;
}
