"use client";

import { type PointerEvent, type ReactNode, useId, useRef, useState } from "react";
import type { Usage } from "../../protocol/index.ts";
import { useDismiss } from "../primitives/useDismiss.ts";
import { UsageDetails, type UsageOf } from "./UsageDetails.tsx";

interface UsageBreakdownProps {
	readonly usage: Usage;
	readonly of: UsageOf;
	readonly className: string;
	/** What is in short on the button, in words: the name of the button. Contains what is shown on it. */
	readonly label: string;
	/** In front of the button. */
	readonly before?: ReactNode;
	/** On the button. */
	readonly children: ReactNode;
	readonly isFull?: boolean | undefined;
}

/**
 * A usage in short, with its details: while the pointer or the focus of the keyboard is there, and from one press to the
 * next.
 */
export function UsageBreakdown({ usage, of, className, label, before, children, isFull }: UsageBreakdownProps) {
	const [shown, setShown] = useState<"no" | "passing" | "pressed">("no");
	const container = useRef<HTMLSpanElement>(null);
	const id = useId();
	const isShown = shown !== "no";
	useDismiss(container, isShown, () => setShown("no"));
	const show = () => setShown((now) => (now === "no" ? "passing" : now));
	const leave = () => setShown((now) => (now === "passing" ? "no" : now));
	const byMouse = (act: () => void) => (event: PointerEvent) => event.pointerType === "mouse" && act();
	return (
		<span
			ref={container}
			className={`wsc-usage-breakdown ${className}`}
			data-full={isFull || undefined}
			onPointerEnter={byMouse(show)}
			onPointerLeave={byMouse(leave)}
		>
			{before}
			<button
				type="button"
				className="wsc-usage-button"
				aria-expanded={isShown}
				aria-describedby={isShown ? id : undefined}
				onFocus={({ target }) => target.matches(":focus-visible") && show()}
				onBlur={leave}
				onClick={() => setShown(shown === "pressed" ? "no" : "pressed")}
			>
				<span className="wsc-hidden">{label}</span>
				<span aria-hidden="true" style={{ display: "contents" }}>
					{children}
				</span>
			</button>
			{isShown && <UsageDetails id={id} usage={usage} of={of} />}
		</span>
	);
}
