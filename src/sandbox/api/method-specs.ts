import type { Method } from './method.ts';
import { methods } from './methods/all.ts';

export type ConversationKind = 'public' | 'private' | 'im' | 'mpim';

export function knownMethods(): string[] {
  return Object.keys(methods);
}

export function methodSpec(name: string): Method | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}

const family: { readonly [kind in ConversationKind]: string } = {
  public: 'channels:',
  private: 'groups:',
  im: 'im:',
  mpim: 'mpim:',
};

/**
 * The scopes of which a bot token must hold at least one; `[]` means that none is needed.
 * @param kind The kind of conversation that the call is about; without it, any kind's scope is named.
 */
export function neededScopes(name: string, kind?: ConversationKind): string[] {
  const scopes = methodSpec(name)?.scopes ?? [];
  const ofOtherKind = (scope: string) =>
    Object.entries(family).some(([one, prefix]) => one !== kind && scope.startsWith(prefix));
  const fitting = kind ? scopes.filter((scope) => !ofOtherKind(scope)) : scopes;
  // A method that a kind has no scope for refuses that kind; until then it must not need less.
  return [...(fitting.length > 0 ? fitting : scopes)];
}

export function scopesSatisfied(
  name: string,
  granted: ReadonlySet<string>,
  kind?: ConversationKind,
): boolean {
  const needed = neededScopes(name, kind);
  return needed.length === 0 || needed.some((scope) => granted.has(scope));
}
