/** In a child: answers what the bench asks, one question at a time. */
export function answer<Question, Answer>(to: (question: Question) => Promise<Answer> | Answer): void {
  process.on('message', async ({ question }: { question: Question }) => {
    try {
      process.send?.({ answer: await to(question) });
    } catch (error) {
      process.send?.({ error: (error as Error).stack ?? String(error) });
    }
  });
}
