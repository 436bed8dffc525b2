import type { App } from '@slack/bolt';

export function listen(app: App): void {
  app.command('/hello', async ({ ack, respond, command }) => {
    await ack();
    await respond(`Hello ${command.text}`);
  });
}
