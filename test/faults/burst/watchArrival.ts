import type { WorkspaceStore } from "../../../src/core/index.ts";

/** From now on, remembers when a client came to stand where. The function tells when it had reached a number. */
export function watchArrival({ get, subscribe }: WorkspaceStore): (seq: number) => number {
	const steps: { readonly seq: number; readonly at: number }[] = [];
	subscribe(() => {
		const { seq } = get();
		if (seq !== steps.at(-1)?.seq) steps.push({ seq, at: Date.now() });
	});
	return (seq) => steps.find((step) => step.seq >= seq)?.at ?? Number.POSITIVE_INFINITY;
}
