"use client";

import { type ComponentPropsWithoutRef, forwardRef, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useAction } from "../../react/useAction.ts";
import { ActionError } from "./ErrorMessage.tsx";

interface ButtonProps extends ComponentPropsWithoutRef<"button"> {
	/** `primary` for the most likely choice, `quiet` for an inconspicuous one. Default `plain`. */
	readonly variant?: "primary" | "plain" | "quiet" | undefined;
}

/** A button of the screen. Under React 18 only `forwardRef` gets its `ref`. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
	{ variant = "plain", className, ...rest },
	ref,
) {
	return (
		<button
			type="button"
			{...rest}
			ref={ref}
			className={className ? `wsc-button ${className}` : "wsc-button"}
			data-variant={variant}
		/>
	);
});

interface ActionButtonProps extends Omit<ButtonProps, "onClick"> {
	/** Runs the action. The button is busy while it is pending, and shows the error if it fails. */
	readonly onAction: () => Promise<unknown>;
}

/** A button that runs an action and shows its error. */
export function ActionButton({ onAction, children, ...rest }: ActionButtonProps) {
	const labels = useLabels();
	const action = useAction(onAction);
	const button = useRef<HTMLButtonElement>(null);
	const dismiss = () => {
		action.reset();
		button.current?.focus({ preventScroll: true });
	};
	return (
		<>
			<Button
				{...rest}
				ref={button}
				// Not `disabled`, which would take the focus away.
				aria-disabled={action.pending || undefined}
				aria-busy={action.pending || undefined}
				onClick={action.run}
			>
				{children}
			</Button>
			<ActionError error={action.error}>
				<button type="button" className="wsc-link" onClick={dismiss}>
					{labels.dismiss}
				</button>
			</ActionError>
		</>
	);
}
