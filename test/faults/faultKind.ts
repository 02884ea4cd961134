/** What is broken, and how often it is by `--full`. */
export const FAULT_KINDS = { actor: 50, engine: 10, sandbox: 20, agent: 20, proxy: 50 } as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export function isFaultKind(word: string): word is FaultKind {
	return Object.hasOwn(FAULT_KINDS, word);
}
