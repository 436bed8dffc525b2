/** The parts of an app manifest that the sandbox acts on, named as Slack names them; lists are never absent. */
export type Manifest = {
  readonly display_information: { readonly name: string; readonly description: string };
  readonly features: {
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    /** Absent when the app has no bot user. */
    readonly bot_user?: { readonly display_name: string; readonly always_online: boolean };
    readonly slash_commands: readonly ManifestCommand[];
    readonly shortcuts: readonly ManifestShortcut[];
  };
  readonly oauth_config: {
    readonly scopes: { readonly bot: readonly string[]; readonly user: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] };
    readonly interactivity: {
      readonly is_enabled: boolean;
      readonly request_url?: string;
      readonly message_menu_options_url?: string;
    };
    readonly socket_mode_enabled: boolean;
  };
};

export type ManifestCommand = {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  readonly url?: string;
  /** Whether Slack turns typed mentions into `<@U…|name>` before it hands the text over. */
  readonly should_escape: boolean;
};

export type ManifestShortcut = {
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly callback_id: string;
  readonly description: string;
};

/** Reads a manifest in YAML or JSON; throws an error whose message is one sentence that names the path at fault. */
export function readManifest(_yamlText: string): Manifest {
  throw new Error('Reading a manifest is not possible yet.');
}
