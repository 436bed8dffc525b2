import type { App, RespondFn } from '@slack/bolt';
import type { Admission, Arguments } from './admission.ts';
import { fittingRespond } from './send.ts';

/** How listeners are registered: as with Bolt's app, each under one name, and one under each. */
export type ListenerRegistry = Pick<App, 'action' | 'command' | 'event' | 'shortcut' | 'view'>;

type Listener = (args: unknown) => Promise<void> | void;

/**
 * Bolt asks every listener about everything that arrives. So it gets one of each kind, which passes on by name what
 * comes from somebody who may act.
 */
export function createListenerRegistry(app: App, admit: Admission['admit']): ListenerRegistry {
  const [actions, commands, events, shortcuts, views] = Array.from({ length: 5 }, () =>
    byName(admit),
  ) as Boards;
  app.action(/^/, (args) => actions.call((args.action as { action_id: string }).action_id, args));
  app.command(/^/, (args) => commands.call(args.command.command, args));
  app.event(/^/, (args) => events.call(args.event.type, args));
  app.shortcut(/^/, (args) => shortcuts.call(args.shortcut.callback_id, args));
  app.view(/^/, (args) => views.call(args.view.callback_id, args));
  return {
    action: actions.add,
    command: commands.add,
    event: events.add,
    shortcut: shortcuts.add,
    view: views.add,
  } as unknown as ListenerRegistry;
}

/** What a listener answers with fits into one message. */
function fitting(args: Arguments): Arguments {
  const { respond } = args as { respond?: RespondFn };
  return respond === undefined ? args : ({ ...args, respond: fittingRespond(respond) } as Arguments);
}

type Board = ReturnType<typeof byName>;
type Boards = [Board, Board, Board, Board, Board];

function byName(admit: Admission['admit']) {
  const listeners = new Map<string, Listener>();
  return {
    add(name: string, listener: Listener): void {
      if (listeners.has(name)) throw new Error(`two listeners for ${name}`);
      listeners.set(name, listener);
    },
    /** What nobody listens for stays unacknowledged. */
    async call(name: string, args: unknown): Promise<void> {
      const listener = listeners.get(name);
      const admitted = listener && (await admit(args as Arguments));
      if (admitted) await listener(fitting(admitted));
    },
  };
}
