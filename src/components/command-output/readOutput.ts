import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { applyCarriageReturns } from "./collapseProgress.ts";
import { stripControlSequences } from "./stripControls.ts";
import { stripMarkdownFence } from "./stripFence.ts";

/** What a person should see of a command's output: text with colour codes and nothing else in it. */
export function cleanOutput(text: string): string {
	return revealDirectionOverrides(stripControlSequences(applyCarriageReturns(stripMarkdownFence(text)))).trimEnd();
}
