/** What went wrong between the app and Slack; tests assert that none did. */
export type AppErrors = {
  /** Acknowledgements that came after the limit, or never. */
  lateAcks: number;
  /** Answers that Slack could not use: an invalid view, errors for blocks that are not there, bad options. */
  badAnswers: number;
  /** What happened, in words, oldest first. */
  log: string[];
};

export function noAppErrors(): AppErrors {
  return { lateAcks: 0, badAnswers: 0, log: [] };
}
