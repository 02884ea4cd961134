/** The kinds of faults, and how often each is injected: by default a few times, with `--full` as often as the project promises to withstand. */
export const FAULT_KINDS = {
	actor: { few: 5, full: 50 },
	engine: { few: 2, full: 10 },
	sandbox: { few: 5, full: 20 },
	agent: { few: 5, full: 20 },
	proxy: { few: 8, full: 50 },
	burst: { few: 1, full: 5 },
	inputs: { few: 1_100, full: 11_000 },
	markdown: { few: 500, full: 20_000 },
	hour: { few: 20, full: 200 },
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export function isFaultKind(word: string): word is FaultKind {
	return Object.hasOwn(FAULT_KINDS, word);
}
