/** Says to a person, in one sentence fit to be shown, why something cannot be done. */
export class Refusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Refusal';
  }
}
