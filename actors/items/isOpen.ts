import type { TimelineItem } from "../../src/protocol/index.ts";

/** Whether an item still waits for its end: a prompt to run, an approval to be answered, a text to grow. */
export function isOpen(item: TimelineItem): boolean {
	switch (item.kind) {
		case "prompt":
			return item.state === "queued" || item.state === "running";
		case "approval":
			return item.state.status === "pending";
		case "tool_call":
			return item.status === "pending" || item.status === "in_progress";
		case "message":
		case "thought":
			return item.open;
		default:
			return false;
	}
}
