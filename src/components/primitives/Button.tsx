"use client";

import { type ComponentPropsWithRef, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useAction } from "../../react/useAction.ts";
import { ActionError } from "./ErrorMessage.tsx";

interface ButtonProps extends ComponentPropsWithRef<"button"> {
	/** `primary` for what most people want, `quiet` for what should not draw the eye. Default `plain`. */
	readonly variant?: "primary" | "plain" | "quiet" | undefined;
}

/** A button with a text. */
export function Button({ variant = "plain", className, ...rest }: ButtonProps) {
	return (
		<button
			type="button"
			{...rest}
			className={className ? `wsc-button ${className}` : "wsc-button"}
			data-look={variant}
		/>
	);
}

interface ActionButtonProps extends Omit<ButtonProps, "onClick"> {
	/** Sends the command. While it is on its way the button is busy; when it fails it says why. */
	readonly onAction: () => Promise<unknown>;
}

/** A button that sends a command and does not hide that it failed. */
export function ActionButton({ onAction, children, ...rest }: ActionButtonProps) {
	const labels = useLabels();
	const command = useAction(onAction);
	const button = useRef<HTMLButtonElement>(null);
	const dismiss = () => {
		command.reset();
		button.current?.focus({ preventScroll: true });
	};
	return (
		<>
			<Button
				{...rest}
				ref={button}
				// Not `disabled`: that takes the focus away from who pressed it.
				aria-disabled={command.pending || undefined}
				aria-busy={command.pending || undefined}
				onClick={command.run}
			>
				{children}
			</Button>
			<ActionError error={command.error}>
				<button type="button" className="wsc-link" onClick={dismiss}>
					{labels.dismiss}
				</button>
			</ActionError>
		</>
	);
}
