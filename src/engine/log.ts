type Line = (facts: object, message: string) => void;

/** The part of pino that the engine uses. */
export type Log = { readonly debug: Line; readonly info: Line; readonly warn: Line; readonly error: Line };
