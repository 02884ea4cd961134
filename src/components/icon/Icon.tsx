"use client";
import { type IconName, iconPaths } from "./iconPaths.ts";

export interface IconProps {
	readonly name: IconName;
	readonly className?: string | undefined;
}

/** A drawing beside a text, hidden from assistive technology: the text says it. */
export function Icon({ name, className }: IconProps) {
	return (
		<svg
			className={className ? `wsc-icon ${className}` : "wsc-icon"}
			data-icon={name}
			viewBox="0 0 16 16"
			aria-hidden="true"
		>
			<path d={iconPaths[name]} />
		</svg>
	);
}
