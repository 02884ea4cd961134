"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useAction } from "../../react/useAction.ts";
import { ActionError } from "../primitives/ErrorMessage.tsx";

interface TitleFieldProps {
	/** The title now; null when there is none. */
	readonly title: string | null;
	/** Shown while the field is empty: the title that an empty one brings back. */
	readonly placeholder?: string | undefined;
	readonly maxLength: number;
	/** Receives the new title, null for an empty one. */
	readonly onSave: (title: string | null) => Promise<unknown>;
	/** The field is done with: it was saved, or left as it was. */
	readonly onEnd: () => void;
}

/** A field for the title of a workspace, in the place of the title. Enter saves it, and so does leaving it; Escape does not. */
export function TitleField({ title, placeholder, maxLength, onSave, onEnd }: TitleFieldProps) {
	const labels = useLabels();
	const [value, setValue] = useState(title ?? "");
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.select(), []);
	const save = useAction(async () => {
		const next = value.trim() || null;
		if (next !== title) await onSave(next);
		onEnd();
	});
	function handleKey(event: KeyboardEvent): void {
		if (isComposing(event.nativeEvent)) return;
		if (event.key === "Enter") save.run();
		else if (event.key === "Escape") onEnd();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}
	return (
		<span className="wsc-title-field">
			<input
				ref={field}
				className="wsc-title-input"
				dir="auto"
				// biome-ignore lint/a11y/noAutofocus: somebody has just asked for this field.
				autoFocus
				aria-label={labels.workspaceTitle}
				aria-invalid={save.error !== null || undefined}
				placeholder={placeholder}
				maxLength={maxLength}
				value={value}
				readOnly={save.pending}
				onChange={({ target }) => setValue(target.value)}
				onKeyDown={handleKey}
				onBlur={() => (save.error ? onEnd() : save.run())}
			/>
			<ActionError error={save.error} />
		</span>
	);
}
