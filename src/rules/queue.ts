import type { WhenBusy } from "../protocol/promptMessages.ts";
import type { Preemption, PromptItem } from "../protocol/timelineItem.ts";

/** Prompts that stop the turn now go before those that let its step end, and these before those that wait. */
const URGENCY: Readonly<Record<WhenBusy, number>> = { interrupt: 2, steer: 1, queue: 0, refuse: 0 };

/** Where a new prompt enters the queue: behind all that are as urgent, so that nobody's promised place is taken. */
export function insertionIndex(queue: readonly PromptItem[], whenBusy: WhenBusy): number {
	const index = queue.findIndex(({ preemption }) => URGENCY[preemption?.mode ?? "queue"] < URGENCY[whenBusy]);
	return index < 0 ? queue.length : index;
}

/** The prompt that a turn is to stop for now. One that steers lets the step that is open come to its end. */
export function findPreemptingPrompt(
	queue: readonly PromptItem[],
	turnId: string,
	isStepOpen: boolean,
): PromptItem | undefined {
	const mayStop = (how: Preemption["mode"]) => how === "interrupt" || !isStepOpen;
	return queue.find(({ preemption }) => preemption?.turnId === turnId && mayStop(preemption.mode));
}

/**
 * The `order` for what comes to stand at `index` of a queue, not at its end, and after it new ones for as many of those
 * behind as must make room: none, until numbers have been halved some forty times.
 */
export function ordersForInsertion(orders: readonly number[], index: number): readonly number[] {
	const [before, after] = [orders[index - 1], orders[index]];
	if (before === undefined) return [(after ?? 0) - 1];
	for (let count = 1; ; count++) {
		const end = orders[index + count - 1] ?? before + 1;
		const placed = Array.from({ length: count }, (_, place) => before + ((end - before) * (place + 1)) / (count + 1));
		if (isStrictlyIncreasing([before, ...placed, end])) return placed;
	}
}

function isStrictlyIncreasing(numbers: readonly number[]): boolean {
	return numbers.every((number, index) => index === 0 || number > Number(numbers[index - 1]));
}
