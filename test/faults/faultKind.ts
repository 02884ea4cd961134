/** What is killed, and how often it is by `--full`. */
export const FAULT_KINDS = { actor: 50, sandbox: 20, agent: 20 } as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export function isFaultKind(word: string): word is FaultKind {
	return Object.hasOwn(FAULT_KINDS, word);
}
