export type Tier = 't1' | 't2' | 't3' | 't4' | 't5';

export type ConversationKind = 'public' | 'private' | 'im' | 'mpim';

export type ArgumentFacts = {
  readonly type: 'string' | 'number' | 'boolean' | 'json';
  readonly required: boolean;
};

export type MethodFacts = {
  readonly tier: Tier;
  readonly arguments: { readonly [name: string]: ArgumentFacts };
  /** Any one of these suffices; which one may depend on the kind of conversation. */
  readonly botScopes: readonly string[];
  readonly errors: readonly string[];
};

export function methodFacts(_name: string): MethodFacts | undefined {
  return undefined;
}

export function checkArguments(
  _name: string,
  _args: Record<string, unknown>,
): { error: string; messages: string[] } | null {
  return null;
}

/** The scopes of which a bot token must hold at least one; `[]` means that none is needed. */
export function neededScopes(_name: string, _kind?: ConversationKind): string[] {
  return [];
}

export function scopesSatisfied(
  name: string,
  granted: ReadonlySet<string>,
  kind?: ConversationKind,
): boolean {
  const needed = neededScopes(name, kind);
  return needed.length === 0 || needed.some((scope) => granted.has(scope));
}
