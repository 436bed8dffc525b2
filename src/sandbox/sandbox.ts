import type { Actor } from './actor/actor.ts';
import type { Answer, ApiCall, LoggedCall } from './api/call.ts';
import type { AppErrors } from './app-errors.ts';
import type { Envelope, Outcome } from './delivery/deliver.ts';
import type { ArmedRule, FaultRule } from './faults/rules.ts';
import type { Intercept } from './intercept.ts';
import type { Seed } from './seed.ts';
import type { SeedPerson } from './seed-people.ts';
import type { Until } from './until.ts';
import type { Guest } from './workspace/records.ts';

export type SandboxOptions = {
  /** The app's manifest, as YAML or JSON text. */
  readonly manifest: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The address to listen on, of this machine alone without it; others are refused without a `secret`. */
  readonly host?: string;
  /** Of which the tokens and the page's address are made; without it they are new at each start. At least 16 characters. */
  readonly secret?: string | undefined;
  /** Where state survives a restart; without it everything is forgotten at the end. */
  readonly dataDir?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Slack's rate limits, on unless switched off. */
  readonly rateLimits?: boolean;
  readonly seed?: Seed;
  /** How long the app may take to acknowledge, in ms; Slack's figure is 3000. */
  readonly ackTimeoutMs?: number;
  /** Waits before an event is sent a second, third and fourth time, in ms. */
  readonly retryDelaysMs?: readonly number[];
  /** Where to deliver over HTTP instead of Socket Mode. */
  readonly requestUrl?: string | undefined;
  /** Stand between the app and the Web API, or the app and its deliveries, to inject faults. */
  readonly interceptCall?: Intercept<ApiCall, Answer>;
  readonly interceptDelivery?: Intercept<Envelope, Outcome>;
  /** For fault rules with a probability; from 0 up to, not including, 1. */
  readonly random?: () => number;
};

export type Sandbox = {
  /** The page's address, without a slash at its end. Whoever has it may open the page. */
  readonly url: string;
  /** For Bolt's `clientOptions.slackApiUrl`; ends in "/api/". */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly workspaceId: string;
  readonly appId: string;
  readonly botUserId: string;
  /** By id, handle or e-mail. */
  person(who: string): Actor;
  /** A new colleague, who joins the workspace as Slack's events tell it. */
  addPerson(person: SeedPerson): Actor;
  /** Deactivates an account: the person leaves every channel and can be neither invited nor written to. */
  deactivate(who: string): void;
  /** The account is back; its channels are not. */
  reactivate(who: string): void;
  /** A new account with the name, the handle and the address of a deactivated one; it is in no channel. */
  recreate(who: string): Actor;
  /** Gives somebody another name. */
  rename(who: string, name: string): void;
  /** Makes somebody a guest, who sees only what they are brought into, or with null a member again. */
  setGuest(who: string, guest: Guest | null): void;
  /** Uninstalls the app: it hears of it, and its bot token opens nothing any more. */
  uninstall(): void;
  /** Installs it again, with the tokens that it had. */
  install(): void;
  /** Every Web API call and every post to a response URL (as method "response_url"), oldest first. */
  readonly calls: readonly LoggedCall[];
  readonly appErrors: AppErrors;
  /** Lets something go wrong by rule. Answers the rule's id. */
  inject(rule: FaultRule): string;
  faultRules(): readonly ArmedRule[];
  /** All of them, or one by its id. */
  clearFaults(id?: string): void;
  /** What was delivered to the app, oldest first. */
  readonly deliveries: readonly Envelope[];
  /** Delivers over HTTP from now on, once the address has answered Slack's challenge. */
  deliverTo(requestUrl: string): Promise<void>;
  /** Sends something again as Slack does when it missed the acknowledgement. */
  redeliver(envelope: Envelope): Promise<Outcome>;
  /** Asks one Socket Mode connection, or all, to reconnect. */
  refreshConnections(all?: boolean): void;
  connections(): number;
  /** Bundles the page, so that the first look at it does not have to wait. */
  preparePage(): Promise<void>;
  /** Waits, looking again after everything that happens, until `look` finds something. */
  readonly until: Until;
  stop(): Promise<void>;
};
