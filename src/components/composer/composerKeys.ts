"use client";

import { type RefObject, useEffect, useState } from "react";
import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { hasModifier, isComposing } from "../../react/keyboard.ts";
import { useSelf, useTurn } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";

/** How long the first press of Escape counts. */
const ESCAPE_AGAIN_MS = 2_000;

/** What Escape closes, so that it does not stop the turn. */
const OPEN_POPUPS = [
	"[role=dialog]",
	"[role=listbox]",
	"[role=menu]",
	"[aria-haspopup][aria-expanded=true]",
	".wsc-slash-list",
	".wsc-search",
	".wsc-queued-edit",
	"select:open",
];

/** The chat that a part belongs to; a part alone is its own area. */
function areaOf(part: HTMLElement): HTMLElement {
	return part.closest<HTMLElement>(".wsc-chat") ?? part;
}

/** Whether a key press belongs to a chat: it has the focus, or nothing has it and there is no other chat. */
function isForArea(area: HTMLElement, { target }: KeyboardEvent): boolean {
	if (target instanceof Node && area.contains(target)) return true;
	return document.activeElement === document.body && document.getElementsByClassName("wsc-chat").length === 1;
}

function hasOpenPopup(area: HTMLElement, { target }: KeyboardEvent): boolean {
	const isInPanel = target instanceof Element && target.closest(".wsc-panel") !== null;
	return isInPanel || OPEN_POPUPS.some((selector) => matchesInside(area, selector));
}

function matchesInside(area: HTMLElement, selector: string): boolean {
	try {
		return area.querySelector(selector) !== null;
	} catch {
		// `:open` is not known to every browser.
		return false;
	}
}

interface StopByEscape {
	/** Whether another press of Escape stops the turn. */
	readonly isArmed: boolean;
	/** Why stopping failed. */
	readonly error: WorkspaceErrorInfo | null;
}

/** Stops the turn when Escape is pressed twice in the chat, unless it closes something. */
export function useStopByEscape(form: RefObject<HTMLElement | null>): StopByEscape {
	const store = useWorkspaceStore();
	const turn = useTurn();
	const mayStop = useSelf()?.allowedActions.includes("stop") ?? false;
	const { run: stop, error } = useAction(() => store.stop());
	const [armedTurnId, setArmedTurnId] = useState<string | null>(null);
	const turnId = turn?.state === "running" && mayStop ? turn.id : null;
	const isArmed = turnId !== null && armedTurnId === turnId;

	useEffect(() => {
		if (!isArmed) return;
		const timer = setTimeout(() => setArmedTurnId(null), ESCAPE_AGAIN_MS);
		return () => clearTimeout(timer);
	}, [isArmed]);

	useEffect(() => {
		const area = form.current && areaOf(form.current);
		if (turnId === null || !area) return;
		let isClosing = false;
		// Before any part handles the key, while what it closes is still open.
		const capture = (event: KeyboardEvent) => {
			if (event.key === "Escape") isClosing = hasOpenPopup(area, event);
		};
		// On the document, so that parts of the chat handle the key first.
		const handle = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || event.defaultPrevented || event.repeat || isClosing) return;
			if (isComposing(event) || hasModifier(event) || !isForArea(area, event)) return;
			if (!isArmed) return setArmedTurnId(turnId);
			setArmedTurnId(null);
			stop();
		};
		document.addEventListener("keydown", capture, true);
		document.addEventListener("keydown", handle);
		return () => {
			document.removeEventListener("keydown", capture, true);
			document.removeEventListener("keydown", handle);
		};
	}, [form, turnId, isArmed, stop]);
	return { isArmed, error };
}

/** Moves the focus to the text field of a composer. */
export function focusField(form: RefObject<HTMLElement | null>): void {
	form.current?.querySelector<HTMLTextAreaElement>(".wsc-input")?.focus();
}

/** The shortcut that switches between prompt and note, for `aria-keyshortcuts`. */
export const MODE_SHORTCUT = "Control+Shift+M Meta+Shift+M";

/** Switches between prompt and note with Ctrl+Shift+M or ⌘⇧M, from anywhere in the chat. */
export function useModeShortcut(form: RefObject<HTMLElement | null>, toggle: (() => void) | null): void {
	useEffect(() => {
		if (!toggle) return;
		const handle = (event: KeyboardEvent) => {
			const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
			if (event.defaultPrevented || key.toLowerCase() !== "m" || altKey || !shiftKey || ctrlKey === metaKey) return;
			if (!form.current || !isForArea(areaOf(form.current), event)) return;
			event.preventDefault();
			toggle();
		};
		document.addEventListener("keydown", handle);
		return () => document.removeEventListener("keydown", handle);
	}, [form, toggle]);
}

/** The shortcut that moves the focus to the text field, for `aria-keyshortcuts`. */
export const FOCUS_SHORTCUT = "Control+I Meta+I";

/** Moves the focus to the text field with Ctrl+I or ⌘I, from anywhere in the chat. */
export function useFocusShortcut(form: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		const handle = (event: KeyboardEvent) => {
			const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
			if (event.defaultPrevented || key.toLowerCase() !== "i" || altKey || shiftKey || ctrlKey === metaKey) return;
			if (!form.current || !isForArea(areaOf(form.current), event)) return;
			event.preventDefault();
			focusField(form);
		};
		document.addEventListener("keydown", handle);
		return () => document.removeEventListener("keydown", handle);
	}, [form]);
}
