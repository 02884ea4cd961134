import type { WorkspaceState } from "../../core/index.ts";
import { selectStartingPrompt } from "../items/prompt/PendingPrompt.tsx";

const DURATION_MS = 150;
/** The row is added in the same commit, and the list needs a frame or two to scroll to it. */
const MAX_FRAMES = 4;

/** Whether a prompt left the queue because it starts, and not because it was withdrawn. */
export function hasStarted(state: WorkspaceState, promptId: string): boolean {
	if (selectStartingPrompt(state)?.id === promptId) return true;
	const item = state.items.get(promptId);
	return item?.kind === "prompt" && item.state !== "withdrawn";
}

/**
 * Shows where a prompt goes when it starts: a copy of its row moves from the queue to the row of the timeline. Nothing
 * waits for it, and nothing real moves. Not for people who prefer reduced motion, and not if the row is out of sight.
 *
 * @param row - The row in the queue, still in the page.
 * @param rowKey - The key of the row in the timeline.
 */
export function showStart(row: HTMLElement, rowKey: string): void {
	const chat = row.closest<HTMLElement>(".wsc-chat");
	if (!chat || !isMotionWanted()) return;
	const from = row.getBoundingClientRect();
	const copy = createCopy(row, from);
	let frames = 0;
	const move = () => {
		const target = chat.querySelector(`.wsc-row[data-key="${CSS.escape(rowKey)}"] .wsc-prompt`);
		if (!target && ++frames < MAX_FRAMES) return requestAnimationFrame(move);
		if (target && isInSight(target)) moveCopy(copy, chat, from, target);
	};
	requestAnimationFrame(move);
}

function isMotionWanted(): boolean {
	const prefersReduced = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
	return prefersReduced === false && typeof Element.prototype.animate === "function";
}

function createCopy(row: HTMLElement, { width, height }: DOMRect): HTMLElement {
	const copy = row.cloneNode(true) as HTMLElement;
	copy.setAttribute("aria-hidden", "true");
	copy.inert = true;
	copy.classList.add("wsc-queued-copy");
	copy.style.maxWidth = `${width}px`;
	copy.style.height = `${height}px`;
	return copy;
}

function isInSight(target: Element): boolean {
	const list = target.closest(".wsc-scroller")?.getBoundingClientRect();
	const { top, bottom } = target.getBoundingClientRect();
	return list !== undefined && bottom > list.top && top < list.bottom;
}

function moveCopy(copy: HTMLElement, chat: HTMLElement, from: DOMRect, target: Element): void {
	chat.append(copy);
	// Measured: what the place of a fixed element is relative to depends on the page.
	const origin = copy.getBoundingClientRect();
	const to = target.getBoundingClientRect();
	const moveTo = ({ left, top }: DOMRect) => `translate(${left - origin.left}px, ${top - origin.top}px)`;
	const timing = { duration: DURATION_MS, easing: "ease-out" };
	const motion = copy.animate(
		[
			{ transform: moveTo(from), opacity: 1 },
			{ transform: moveTo(to), opacity: 0 },
		],
		timing,
	);
	target.animate([{ opacity: 0 }, { opacity: 1 }], timing);
	const remove = () => copy.remove();
	motion.finished.then(remove, remove);
}
