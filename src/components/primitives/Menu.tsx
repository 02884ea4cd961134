"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./Button.tsx";
import { useMoveFocusOnUnmount } from "./focus.ts";
import { partClassName } from "./partStyle.ts";
import { useDismiss } from "./useDismiss.ts";

/** One choice of a menu. */
export interface MenuChoice {
	/** Unique in the menu. Default: its label. */
	readonly id?: string | undefined;
	readonly label: string;
	readonly choose: () => void;
}

interface MenuProps {
	/** Its accessible name. */
	readonly label: string;
	/** Shown above the choices; not read aloud, so it is the name or a part of it. */
	readonly heading?: string | undefined;
	readonly choices: readonly MenuChoice[];
	/** Nothing can be chosen for now. */
	readonly isBusy?: boolean | undefined;
	/** Where it opens. Default "below". */
	readonly side?: "above" | "below" | undefined;
	/** Below the choices. */
	readonly children?: ReactNode;
}

/** How far each key moves from a choice to another. */
const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
	ArrowDown: (index, count) => (index + 1) % count,
	ArrowUp: (index, count) => (index - 1 + count) % count,
	Home: () => 0,
	End: (_index, count) => count - 1,
};

/** A list of choices, in a `wsc-menu-anchor`. The first one has the focus; arrow keys, Home and End move it. */
export function Menu({ label, heading, choices, isBusy, side = "below", children }: MenuProps) {
	const menu = useRef<HTMLDivElement>(null);
	useEffect(() => items(menu.current)[0]?.focus({ preventScroll: true }), []);
	const handleKeyDown = (event: KeyboardEvent) => {
		const step = STEPS[event.key];
		if (!step) return;
		event.preventDefault();
		const all = items(menu.current);
		const index = all.findIndex((item) => item.matches(":focus"));
		all[step(index, all.length)]?.focus();
	};
	return (
		<div className="wsc-menu" data-side={side}>
			{heading !== undefined && (
				<p className="wsc-menu-text" aria-hidden="true">
					{heading}
				</p>
			)}
			<div ref={menu} role="menu" aria-label={label} tabIndex={-1} onKeyDown={handleKeyDown}>
				{choices.map(({ id, label: choice, choose }) => (
					<button
						key={id ?? choice}
						type="button"
						className="wsc-menu-item"
						role="menuitem"
						tabIndex={-1}
						// Not `disabled`, which would take the focus away.
						aria-disabled={isBusy || undefined}
						onClick={choose}
					>
						<bdi>{choice}</bdi>
					</button>
				))}
			</div>
			{children}
		</div>
	);
}

function items(menu: HTMLElement | null): readonly HTMLElement[] {
	return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

interface MenuButtonProps extends Pick<MenuProps, "label" | "heading" | "choices" | "side"> {
	/** What the button shows. */
	readonly children: ReactNode;
	/** Shown while the pointer is over the button. */
	readonly title?: string | undefined;
	readonly className?: string | undefined;
	/** Whether what was chosen is under way: nothing opens then. */
	readonly isPending?: boolean | undefined;
}

/**
 * A button that opens a menu. A choice closes it and returns the focus to the button; so does Escape. When the button
 * disappears because of the choice, the focus goes to the composer.
 */
export function MenuButton({ children, title, className, isPending, choices, ...menu }: MenuButtonProps) {
	const [isOpen, setOpen] = useState(false);
	const container = useMoveFocusOnUnmount<HTMLDivElement>();
	const button = useRef<HTMLButtonElement>(null);
	useDismiss(container, isOpen, () => setOpen(false));
	const close = () => {
		setOpen(false);
		button.current?.focus({ preventScroll: true });
	};
	return (
		<div ref={container} className={partClassName("wsc-menu-anchor", className)}>
			<Button
				ref={button}
				variant="quiet"
				aria-label={menu.label}
				aria-haspopup="menu"
				aria-expanded={isOpen}
				aria-disabled={isPending || undefined}
				title={title}
				onClick={() => isPending || setOpen(!isOpen)}
			>
				{children}
			</Button>
			{isOpen && (
				<Menu
					{...menu}
					choices={choices.map((choice) => ({
						...choice,
						choose() {
							close();
							choice.choose();
						},
					}))}
				/>
			)}
		</div>
	);
}
