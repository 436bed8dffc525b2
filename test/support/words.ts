type Shown = { readonly blocks: readonly unknown[] } | undefined;

/** All the words of a message's or view's blocks, as one text. */
export function words(shown: Shown): string {
  return texts(shown, () => true).join('\n');
}

/** Only what Slack reads as markup, where an unescaped word could mention somebody. */
export function markup(shown: Shown): string {
  return texts(shown, (type) => type === 'mrkdwn').join('\n');
}

function texts(shown: Shown, wanted: (type: unknown) => boolean): string[] {
  const found: string[] = [];
  const walk = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      const { text, type } = value as { text?: unknown; type?: unknown };
      if (typeof text === 'string' && wanted(type)) found.push(text);
      Object.values(value).forEach(walk);
    }
  };
  walk(shown?.blocks ?? []);
  return found;
}
