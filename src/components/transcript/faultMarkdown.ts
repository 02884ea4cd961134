import type { FaultWords, Labels } from "../../react/labels/Labels.ts";
import { paragraphs } from "./paragraphs.ts";
import { quoted } from "./quoted.ts";

/** What went wrong, what to do about it, and the agent's own words. */
export function faultMarkdown(fault: FaultWords, labels: Labels): string {
	const { message, hint, detail } = labels.fault(fault);
	return quoted(paragraphs([message, hint, detail]));
}
