"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { hasAppleKeys, isComposing } from "../../react/keyboard.ts";

/** The keys that answer from anywhere in the chat, for `labels.shortcut`. */
export function chordOf(digit: string): string {
	return hasAppleKeys() ? `Ctrl+Shift+${digit}` : `Alt+Shift+${digit}`;
}

/**
 * The digit of a chord. By the position of the key, since Shift types other characters. On Apple's keyboards Option and
 * Shift type characters such as €, and elsewhere Control and a digit switches tabs.
 */
function chordDigit({ code, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string | undefined {
	const isHeld = shiftKey && !metaKey && (hasAppleKeys() ? ctrlKey && !altKey : altKey && !ctrlKey);
	return isHeld ? /^Digit([1-9])$/.exec(code)?.[1] : undefined;
}

/**
 * Calls `onDigit` for the chord of a digit from anywhere in the chat of a card, and from the page itself if it shows no
 * other card. Not for a key that is held down: it was meant for what was there before.
 */
export function useAnswerChord(card: RefObject<HTMLElement | null>, onDigit: (digit: string) => void): void {
	const latest = useRef(onDigit);
	// Before the card is painted: a key that is pressed once it takes answers must not reach the handler of before.
	useLayoutEffect(() => {
		latest.current = onDigit;
	});
	useEffect(() => {
		const handleKeyDown = (event: KeyboardEvent) => {
			const digit = chordDigit(event);
			if (digit === undefined || isComposing(event) || !isMeantFor(card.current, event.target)) return;
			event.preventDefault();
			if (!event.repeat) latest.current(digit);
		};
		document.addEventListener("keydown", handleKeyDown, true);
		return () => document.removeEventListener("keydown", handleKeyDown, true);
	}, [card]);
}

function isMeantFor(card: HTMLElement | null, target: EventTarget | null): boolean {
	if (!card || card.checkVisibility?.() === false) return false;
	// Whoever writes in the card of another request, which was answered meanwhile, does not mean this one.
	const around = target instanceof Element ? target.closest(".wsc-approval") : null;
	if (around && around !== card) return false;
	const chat = card.closest(".wsc-chat");
	if (chat && target instanceof Node && chat.contains(target)) return true;
	const isPage = target === document.body || target === document.documentElement;
	return (isPage || !chat) && document.querySelectorAll(".wsc-approval").length === 1;
}
