import { type Dispatcher, EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';

/**
 * From now on whatever `fetch` asks for by https goes through the proxy; the socket to Slack takes what this returns. What is on
 * this machine is never asked for there.
 * @param except as in NO_PROXY: hosts, separated by commas
 */
export function useProxy({ url, except }: { readonly url: string; readonly except: string }): Dispatcher {
  const noProxy = ['localhost', '127.0.0.1', '[::1]', except].filter(Boolean).join(',');
  // Whatever is left out here would be read from the process's variables.
  const agent = new EnvHttpProxyAgent({ httpProxy: '', httpsProxy: url, noProxy });
  setGlobalDispatcher(agent);
  return agent;
}
