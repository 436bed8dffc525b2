/** For TypeScript; what this does stands in setup-environment.mjs. */
export function setupEnvironment(variables?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
