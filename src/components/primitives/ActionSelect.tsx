"use client";

import type { ComponentProps, KeyboardEvent } from "react";

/** The props of `<ActionSelect>`: a select's, but for what it does with a choice. */
interface ActionSelectProps extends Omit<ComponentProps<"select">, "onChange" | "onKeyDown" | "multiple" | "size"> {
	/** Does what was chosen, at once. */
	readonly onChoose: (value: string) => void;
}

const MOVING_KEYS: ReadonlySet<string> = new Set(["Home", "End", "PageUp", "PageDown"]);

/**
 * A browser's own list whose choice acts at once. Outside macOS an arrow key or a letter chooses in a closed list, so that
 * whoever only looks for the right value would act with each step (WCAG 3.2.2). Here these keys open the list, and Enter
 * chooses. Lists that only fill in a form stay plain selects.
 */
export function ActionSelect({ onChoose, ...props }: ActionSelectProps) {
	return <select {...props} onChange={({ currentTarget }) => onChoose(currentTarget.value)} onKeyDown={openInstead} />;
}

function openInstead(event: KeyboardEvent<HTMLSelectElement>): void {
	const { key, ctrlKey, metaKey, currentTarget: select } = event;
	const chooses = key.startsWith("Arrow") || MOVING_KEYS.has(key) || (key.length === 1 && key !== " ");
	if (!chooses || ctrlKey || metaKey || !canTellWhetherOpen() || select.matches(":open")) return;
	event.preventDefault();
	select.showPicker();
}

/** Browsers from 2025 on. In older ones the keys do what they did. */
function canTellWhetherOpen(): boolean {
	return typeof CSS !== "undefined" && CSS.supports("selector(:open)");
}
