import type { PromptItem } from "../../src/protocol/index.ts";
import { interruptItem } from "../items/interruptItem.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import { createNotice } from "../notices/noticeDraft.ts";

/**
 * What a start stores of what the process before left: the prompt that ran is interrupted, prompts that wait go on
 * waiting. Whatever else was left open may be thousands of items; it is closed while it is read (`leftAt`), and stored
 * so later.
 *
 * @param openPrompts - Those that wait or ran.
 */
export function recoverPrompts(openPrompts: readonly PromptItem[], now: number): readonly ItemDraft[] {
	const ran = openPrompts.filter((prompt) => prompt.state === "running");
	return ran.flatMap((prompt) => [interruptItem(prompt, now), interruptionNotice(prompt.turnId)]);
}

function interruptionNotice(turnId: string | null): ItemDraft {
	return createNotice(
		{
			level: "warning",
			code: "turn_interrupted",
			message: "The workspace was restarted in the middle of this turn, so the turn could not be finished.",
			hint: "Run the prompt again. What the agent had changed until then is still there.",
		},
		turnId,
	);
}
