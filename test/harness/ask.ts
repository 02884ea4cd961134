import type { PromptItem } from "../../src/protocol/index.ts";
import type { Visitor } from "./joinWorkspace.ts";
import { endedPrompt } from "./seenWorkspace.ts";

/** Sends a prompt and waits until its turn has ended. */
export async function ask(visitor: Visitor, text: string): Promise<PromptItem> {
	const { promptId } = await visitor.workspace.prompt({ text });
	return visitor.until((seen) => endedPrompt(seen, promptId), `the turn of "${text}" to end`);
}
