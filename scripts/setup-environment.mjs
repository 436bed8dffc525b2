// What set-up needs of the environment. Packages run their own code when they are installed: none of it is to see a token.

const NEEDED =
  /^(PATH|PATHEXT|HOME|USER|USERNAME|LOGNAME|SHELL|TERM|TZ|LANG|LC_\w+|TMPDIR|TEMP|TMP|CI|NO_COLOR|FORCE_COLOR|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY|XDG_\w+|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|NPM_CONFIG_\w+)$/i;

/** npm takes settings from variables; those by which it logs in stay where they are, as in the user's .npmrc. */
const SECRET = /auth|token|password|passwd|secret|otp|_key$/i;

/** The part of these variables that set-up runs with. */
export function setupEnvironment(variables = process.env) {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => NEEDED.test(name) && !SECRET.test(name)),
  );
}
