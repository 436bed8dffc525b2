import type { WebSocket } from 'ws';
import type { Actor } from './actor/actor.ts';
import type { Workspace } from './workspace/workspace.ts';

export type PageOptions = {
  readonly workspace: Workspace;
  readonly person: (who: string) => Actor;
  readonly isConnected: () => boolean;
};

export function servePage(_options: PageOptions): { accept(socket: WebSocket): void; stop(): void } {
  return { accept: (socket) => socket.close(), stop() {} };
}
