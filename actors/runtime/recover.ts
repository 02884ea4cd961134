import type { TimelineItem } from "../../src/protocol/index.ts";
import { isOpen } from "../items/isOpen.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import { noticeDraft } from "../notices/noticeDraft.ts";
import { closeItem } from "../timeline/index.ts";

/**
 * What a start changes of what the process before left open: what ran is shown as interrupted, prompts that wait go on
 * waiting.
 *
 * @param openItems - Everything that has not ended, oldest first.
 */
export function recover(openItems: readonly TimelineItem[], now: number): readonly ItemDraft[] {
	const left = openItems.filter((item) => !(item.kind === "prompt" && item.state === "queued"));
	const closed = left.filter(isOpen).map((item) => interrupt(item, now));
	const prompt = left.find((item) => item.kind === "prompt");
	return prompt ? [...closed, interruption(prompt.turnId)] : closed;
}

function interrupt(item: TimelineItem, now: number): ItemDraft {
	if (item.kind === "prompt") return { ...item, state: "interrupted" };
	if (item.kind === "approval") {
		const reason = item.expiresAt !== undefined && item.expiresAt <= now ? "expired" : "interrupted";
		return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
	}
	return closeItem(item, now);
}

function interruption(turnId: string | null): ItemDraft {
	return noticeDraft(
		{
			level: "warning",
			code: "turn_interrupted",
			message: "The workspace was restarted in the middle of this turn, so the turn could not be finished.",
			hint: "Run the prompt again. What the agent had changed until then is still there.",
		},
		turnId,
	);
}
