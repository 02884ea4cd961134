"use client";
import { type ReactNode, useId } from "react";
import { Icon } from "../icon/Icon.tsx";
import { useFold } from "./useFold.ts";

export interface FoldProps {
	/** What the reader's choice is kept under. */
	readonly id: string;
	readonly summary: ReactNode;
	readonly initiallyOpen?: boolean | undefined;
	readonly className?: string | undefined;
	/** Rendered only while open, so that what is folded costs nothing. */
	readonly children: ReactNode;
}

/** A line that opens to show more. */
export function Fold({ id, summary, initiallyOpen, className, children }: FoldProps) {
	const [open, toggle] = useFold(id, initiallyOpen);
	const region = useId();
	return (
		<div className={className ? `wsc-fold ${className}` : "wsc-fold"} data-open={open || undefined}>
			<button
				type="button"
				className="wsc-fold-summary"
				aria-expanded={open}
				aria-controls={open ? region : undefined}
				onClick={toggle}
			>
				{summary}
				<Icon name="expand" className="wsc-fold-mark" />
			</button>
			{open && (
				<div id={region} className="wsc-fold-body">
					{children}
				</div>
			)}
		</div>
	);
}
