"use client";
import { type KeyboardEvent, useState } from "react";
import type { Command } from "../../protocol/index.ts";
import { hasModifier } from "../key/hasModifier.ts";
import { matchCommands } from "./matchCommands.ts";

export interface CommandListState {
	/** What may be chosen; empty while there is nothing to choose. */
	readonly matches: readonly Command[];
	/** The one that Enter takes. */
	readonly active: Command | undefined;
	readonly accept: (command: Command) => void;
	/** Looks at each key, and says whether it is used up. */
	readonly handleKey: (event: KeyboardEvent) => boolean;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** The agent's slash commands to choose from, while one is being typed. Escape puts them away until the next slash. */
export function useCommandList(
	commands: readonly Command[],
	text: string,
	onChange: (text: string) => void,
): CommandListState {
	const [pointed, setPointed] = useState<string | null>(null);
	const [isClosed, setClosed] = useState(false);
	if (isClosed && !text.startsWith("/")) setClosed(false);

	const matches = isClosed ? [] : matchCommands(commands, text);
	const active = matches.find(({ name }) => name === pointed) ?? matches[0];
	const accept = ({ name }: Command) => onChange(`/${name} `);

	const move = (from: Command, step: number) =>
		setPointed(matches.at((matches.indexOf(from) + step) % matches.length)?.name ?? null);

	function handleKey(event: KeyboardEvent): boolean {
		if (!active || hasModifier(event)) return false;
		const step = STEPS[event.key];
		if (step) move(active, step);
		else if (event.key === "Escape") setClosed(true);
		// A name that is typed out has nothing left to complete: Enter sends it.
		else if (event.key === "Tab" || (event.key === "Enter" && text !== `/${active.name}`)) accept(active);
		else return false;
		return true;
	}

	return { matches, active, accept, handleKey };
}
