import type { ApprovalItem, PromptItem, QuestionItem, TimelineItem } from "../../src/protocol/index.ts";
import { isOpenItem } from "../../src/rules/items.ts";
import { waitingPrompts } from "../../src/rules/queue.ts";

/** The open items of people, kept in memory: prompts that wait or run, approvals and questions that are pending. */
export class OpenItems {
	readonly #prompts = new Map<string, PromptItem>();
	readonly #approvals = new Map<string, ApprovalItem>();
	readonly #questions = new Map<string, QuestionItem>();

	constructor(prompts: readonly PromptItem[] = []) {
		for (const prompt of prompts) this.apply(prompt);
	}

	/** The prompts that wait, in the order in which they run, and the suggestions among them. */
	queue(): readonly PromptItem[] {
		return [...this.#prompts.values()].filter((prompt) => prompt.state === "queued").sort(byOrder);
	}

	/** The prompts that wait for their turn, without suggestions. */
	waiting(): readonly PromptItem[] {
		return waitingPrompts(this.queue());
	}

	/** The prompts that wait or run. */
	prompts(): readonly PromptItem[] {
		return [...this.#prompts.values()].sort(byOrder);
	}

	/** A prompt that waits or runs. */
	prompt(id: string): PromptItem | undefined {
		return this.#prompts.get(id);
	}

	/** The pending approvals, oldest first. */
	approvals(): readonly ApprovalItem[] {
		return [...this.#approvals.values()].sort(byOrder);
	}

	/** The pending questions, oldest first. */
	questions(): readonly QuestionItem[] {
		return [...this.#questions.values()].sort(byOrder);
	}

	/** Whether a person has a prompt that waits or runs, or has allowed a permission request that is pending. */
	isNeededFrom(userId: string): boolean {
		const isTheirs = ({ by, sentBy }: PromptItem) => by.userId === userId || sentBy?.userId === userId;
		const hasVoted = ({ votes = [] }: ApprovalItem) => votes.some(({ by }) => by.userId === userId);
		return [...this.#prompts.values()].some(isTheirs) || [...this.#approvals.values()].some(hasVoted);
	}

	/** Takes the new state of any item. */
	apply(item: TimelineItem): void {
		if (item.kind === "prompt") track(this.#prompts, item);
		if (item.kind === "approval") track(this.#approvals, item);
		if (item.kind === "question") track(this.#questions, item);
	}
}

function track<Item extends TimelineItem>(items: Map<string, Item>, item: Item): void {
	if (isOpenItem(item)) items.set(item.id, item);
	else items.delete(item.id);
}

function byOrder(one: TimelineItem, other: TimelineItem): number {
	return one.order - other.order;
}
