import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { collapseProgress } from "./collapseProgress.ts";
import { stripControls } from "./stripControls.ts";
import { stripFence } from "./stripFence.ts";

/** What a person should see of a command's output: text with colour codes and nothing else in it. */
export function readOutput(text: string): string {
	return revealDirectionOverrides(stripControls(collapseProgress(stripFence(text)))).trimEnd();
}
