import { fuzzMarkdown } from "../../components/markdown/fuzz/fuzzMarkdown.ts";
import { createRandom } from "../../harness/createRandom.ts";
import type { FaultReport } from "../faultReport.ts";
import type { FaultPlan } from "../parseArguments.ts";

/** Compares random Markdown with what is shown of it. */
export async function runMarkdown({ times, seed }: FaultPlan): Promise<FaultReport> {
	const startedAt = performance.now();
	const { broken } = fuzzMarkdown(createRandom(seed), times);
	for (const fault of broken.slice(0, 10)) console.error(fault);
	return {
		work: `${times} texts, each whole and half-written`,
		hits: times,
		broken: { markdown: broken.length },
		measured: `${Math.round((times * 1_000) / (performance.now() - startedAt))} texts a second`,
	};
}
