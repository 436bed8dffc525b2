/** What shows nothing, or turns the direction of what follows: with it one text passes for another. */
const UNSEEN =
  /(?![\p{Join_Control}\p{Variation_Selector}\n\t])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Cs}\ufff9-\ufffb]/gu;

/** Joiners after what nothing is joined to: some scripts need them, and emoji that are made of several. */
const JOINS_NOTHING =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}])\p{Join_Control}/gu;
const JOINED_BY_NOTHING = /\p{Join_Control}(?=\p{ASCII}|$)/gu;

/** Selectors that select nothing: they belong after an emoji, and after a digit only where it is drawn as a key. */
const SELECTS_NOTHING = /(?<!\p{Emoji})\p{Variation_Selector}|(?<=[\d#*])\p{Variation_Selector}(?!\u20e3)/gu;

/** All of which is seen: most texts are nothing else, and need no further look. */
const SEEN = /^[\n\t -~]*$/;

/** The text without what nobody sees. Line ends of any kind become line feeds. */
export function visible(text: string): string {
  if (SEEN.test(text)) return text;
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(UNSEEN, '')
    .replace(SELECTS_NOTHING, '')
    .replace(JOINS_NOTHING, '')
    .replace(JOINED_BY_NOTHING, '');
}
