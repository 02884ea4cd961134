import type { WorkspaceStore } from "../../../src/core/index.ts";

/** Records when a client reached each sequence number. The returned function returns when it reached a given one. */
export function recordArrival({ get, subscribe }: WorkspaceStore): (seq: number) => number {
	const steps: { readonly seq: number; readonly at: number }[] = [];
	subscribe(() => {
		const { seq } = get();
		if (seq !== steps.at(-1)?.seq) steps.push({ seq, at: Date.now() });
	});
	return (seq) => steps.find((step) => step.seq >= seq)?.at ?? Number.POSITIVE_INFINITY;
}
