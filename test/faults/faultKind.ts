/** The kinds of faults, and how often each is injected: by default a few times, with `--full` as often as the project promises to withstand. */
export const FAULT_KINDS = {
	actor: { look: 5, full: 50 },
	engine: { look: 2, full: 10 },
	sandbox: { look: 5, full: 20 },
	agent: { look: 5, full: 20 },
	proxy: { look: 8, full: 50 },
	burst: { look: 1, full: 5 },
	inputs: { look: 1_100, full: 11_000 },
	hour: { look: 20, full: 200 },
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export function isFaultKind(word: string): word is FaultKind {
	return Object.hasOwn(FAULT_KINDS, word);
}
