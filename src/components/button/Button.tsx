"use client";
import type { ComponentPropsWithRef } from "react";

export interface ButtonProps extends ComponentPropsWithRef<"button"> {
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
