"use client";

import type { KeyboardEvent } from "react";
import type { Replay, ReplayMark, ReplayMarkKind } from "../../core/index.ts";

/** How far an arrow goes, and a page key. */
const STEP_MS = 5_000;
const PAGE_MS = 30_000;

/** The kind of mark that a letter goes to; with Shift to the one before. */
const MARK_KEYS: Readonly<Record<string, ReplayMarkKind>> = { a: "approval", q: "question", f: "failure" };

/** Elements that use these keys themselves. */
const TAKES_LETTERS = 'input:not([type="range"]), textarea, select, [contenteditable]';
const TAKES_SPACE = `button, a, summary, ${TAKES_LETTERS}`;

/**
 * The keys of a replay: Space plays and pauses, arrows go back and forth, N and P go to the next and the previous mark, A, Q
 * and F to the next approval, question and failure; with Shift to the one before. On the slider Home and End, too.
 */
export function useReplayKeys(replay: Replay, onReach: (mark: ReplayMark | null) => void) {
	function goToMark(key: string, isBackwards: boolean): boolean {
		const kind = MARK_KEYS[key];
		if (!kind && key !== "n" && key !== "p") return false;
		const isPrevious = key === "p" || (kind !== undefined && isBackwards);
		onReach(isPrevious ? replay.goToPreviousMark(kind) : replay.goToNextMark(kind));
		return true;
	}
	function seek(time: number): boolean {
		onReach(null);
		replay.seek(time);
		return true;
	}
	function handle({ key, shiftKey, target, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
		const element = target as Element;
		if (element.matches(TAKES_LETTERS)) return false;
		if (key === " ") {
			if (element.closest(TAKES_SPACE)?.matches(':not([type="range"])')) return false;
			if (replay.get().playing) replay.pause();
			else replay.play();
			return true;
		}
		const { time } = replay.get();
		const isMirrored = getComputedStyle(currentTarget).direction === "rtl";
		const steps: Readonly<Record<string, number>> = {
			ArrowRight: isMirrored ? -STEP_MS : STEP_MS,
			ArrowLeft: isMirrored ? STEP_MS : -STEP_MS,
		};
		const onSlider: Readonly<Record<string, number>> = {
			ArrowUp: STEP_MS,
			ArrowDown: -STEP_MS,
			PageUp: PAGE_MS,
			PageDown: -PAGE_MS,
			Home: -time,
			End: replay.duration,
		};
		const step = steps[key] ?? (element.matches('[type="range"]') ? onSlider[key] : undefined);
		return step === undefined ? goToMark(key.toLowerCase(), shiftKey) : seek(time + step);
	}
	return (event: KeyboardEvent<HTMLElement>) => {
		const { defaultPrevented, altKey, ctrlKey, metaKey } = event;
		if (!defaultPrevented && !altKey && !ctrlKey && !metaKey && handle(event)) event.preventDefault();
	};
}
