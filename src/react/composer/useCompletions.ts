"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { SlashCommand } from "../../protocol/index.ts";
import { hasModifier } from "../keyboard.ts";
import { useSelf, useSession } from "../state.ts";
import { useWorkspaceStore } from "../store.tsx";

/** Something to choose from, and what the text field holds once it is chosen. */
export interface Completion {
	/** What it is called, and known by among the others. */
	readonly name: string;
	readonly description: string;
	readonly text: string;
	/** Where the caret stands in that text. */
	readonly caret: number;
}

/** A text field as its owner sees it: what it holds, and who hears of another text. */
export interface ControlledField {
	readonly value: string;
	readonly onChange: (value: string) => void;
}

/** A slash command that is being typed: the text is a slash and the beginning of a name, nothing more. */
const TYPED_COMMAND = /^\/(\S*)$/;

/** The commands that the text may become: those that begin like it, then those that have it inside. */
function completeCommand(commands: readonly SlashCommand[], text: string): readonly Completion[] {
	const typed = TYPED_COMMAND.exec(text)?.[1]?.toLowerCase();
	if (typed === undefined) return [];
	const place = ({ name }: SlashCommand) => name.toLowerCase().indexOf(typed);
	const matches = commands.filter((command) => place(command) >= 0);
	return matches.sort((one, other) => Math.min(place(one), 1) - Math.min(place(other), 1)).map(toCompletion);
}

function toCompletion({ name, description }: SlashCommand): Completion {
	const text = `/${name} `;
	return { name: `/${name}`, description, text, caret: text.length };
}

/** A file that is being mentioned: `@` at the beginning of a word, and what was typed of its path. */
interface Mention {
	/** Where the `@` stands. */
	readonly start: number;
	/** Where the caret stands. */
	readonly end: number;
	readonly query: string;
}

const MENTION_BEFORE_CARET = /(?:^|[\s([{])@(?:"([^"\n]*)|([^\s"@]*))$/;

/** The mention that the caret stands in; null when it stands in none. */
function findMention(text: string, caret: number): Mention | null {
	const found = MENTION_BEFORE_CARET.exec(text.slice(0, caret));
	if (!found) return null;
	return { start: text.lastIndexOf("@", caret - 1), end: caret, query: found[1] ?? found[2] ?? "" };
}

/** What the text becomes when the mention means one of these paths. One with spaces stands in quotes. */
function completeMention(text: string, { start, end }: Mention, paths: readonly string[]): readonly Completion[] {
	return paths.map((path) => {
		const before = `${text.slice(0, start)}@${/[\s"]/.test(path) ? `"${path}"` : path}`;
		const after = text.slice(end).replace(/^"/, "");
		const space = after.startsWith(" ") ? "" : " ";
		const [name = "", folder = ""] = splitPath(path);
		return { name, description: folder, text: before + space + after, caret: before.length + 1 };
	});
}

function splitPath(path: string): readonly string[] {
	const slash = path.lastIndexOf("/");
	return [path.slice(slash + 1), path.slice(0, Math.max(0, slash))];
}

interface CompletionListOptions {
	/** What there is to choose from now. */
	readonly completions: readonly Completion[];
	/** What the text field holds. */
	readonly text: string;
	/** What is being completed; null for nothing. */
	readonly subject: string | null;
	readonly onAccept: (completion: Completion) => void;
}

export interface CompletionListState {
	/** What may be chosen; empty while there is nothing to choose. */
	readonly completions: readonly Completion[];
	/** The one that Enter takes. */
	readonly active: Completion | undefined;
	/** Makes it the one that Enter takes. */
	readonly setActive: (completion: Completion) => void;
	readonly accept: (completion: Completion) => void;
	/** Looks at each key, and says whether it is used up. */
	readonly handleKeyDown: (event: KeyboardEvent) => boolean;
}

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** What a text may become, to choose from while it is typed. Escape puts it away until something else is to be completed. */
function useCompletionList(options: CompletionListOptions): CompletionListState {
	const { text, subject, onAccept: accept } = options;
	const [pointed, setPointed] = useState<string | null>(null);
	const [closed, setClosed] = useState<string | null>(null);
	if (closed !== null && closed !== subject) setClosed(null);

	const completions = closed === null ? options.completions : [];
	const active = completions.find(({ text: other }) => other === pointed) ?? completions[0];

	const move = (from: Completion, step: number) =>
		setPointed(completions.at((completions.indexOf(from) + step) % completions.length)?.text ?? null);

	function handleKeyDown(event: KeyboardEvent): boolean {
		if (!active || hasModifier(event)) return false;
		const step = KEY_STEPS[event.key];
		if (step) move(active, step);
		else if (event.key === "Escape") setClosed(subject);
		// What is typed out has nothing left to complete: Enter sends it.
		else if (event.key === "Tab" || (event.key === "Enter" && text !== active.text.trimEnd())) accept(active);
		else return false;
		return true;
	}

	return { completions, active, setActive: ({ text: other }) => setPointed(other), accept, handleKeyDown };
}

const DEBOUNCE_MS = 100;
const MAX_RESULTS = 20;
const NO_FILES: readonly string[] = [];

/**
 * The files of the sandbox that a query may mean; none for null, and where nobody can look. What was found for the
 * letters before stays until the answer comes, as far as it still fits, so that the list does not flash.
 */
function useFileSearch(query: string | null): readonly string[] {
	const store = useWorkspaceStore();
	const isThere = useSession()?.state.status === "ready";
	const mayFind = useSelf()?.allowedActions.includes("findFiles") ?? false;
	const [found, setFound] = useState(NO_FILES);
	const asked = isThere && mayFind ? query : null;

	useEffect(() => {
		if (asked === null) return setFound(NO_FILES);
		let isWanted = true;
		const take = (paths: readonly string[]) => isWanted && setFound(paths);
		const timer = setTimeout(() => store.findFiles(asked, MAX_RESULTS).then(take, () => take(NO_FILES)), DEBOUNCE_MS);
		return () => {
			isWanted = false;
			clearTimeout(timer);
		};
	}, [store, asked]);

	return asked === null ? NO_FILES : found.filter((path) => isSubsequence(path, asked));
}

/** Whether a path has the letters of a query in their order. */
function isSubsequence(path: string, query: string): boolean {
	const letters = path.toLowerCase();
	let from = 0;
	for (const letter of query.toLowerCase()) {
		from = letters.indexOf(letter, from) + 1;
		if (from === 0) return false;
	}
	return true;
}

const NO_SLASH_COMMANDS: readonly SlashCommand[] = [];

export interface CompletionsState extends CompletionListState {
	/** What they are. */
	readonly kind: "commands" | "files";
	/** For the field's `onChange` and `onSelect`: the caret has moved, with the text or without. */
	readonly updateCaret: (field: HTMLTextAreaElement) => void;
}

/**
 * What the text of a field may become: one of the agent's slash commands at its beginning, or a file of the sandbox where
 * the caret follows an `@`. ↑ and ↓ go through them, Enter and Tab take one, Escape puts them away until something else is
 * to be completed. Files are looked for a moment after the last key, and only where this person may.
 *
 * @param field - The text field that shows `value`: the caret is put behind what was taken.
 * @example
 * function Field({ value, onChange }: { value: string; onChange: (value: string) => void }) {
 * 	const field = useRef<HTMLTextAreaElement>(null);
 * 	const { completions, active, accept, handleTabKey, followCaret } = useCompletions(field, { value, onChange });
 * 	return (
 * 		<>
 * 			<textarea
 * 				ref={field}
 * 				value={value}
 * 				onChange={({ target }) => (followCaret(target), onChange(target.value))}
 * 				onSelect={({ currentTarget }) => followCaret(currentTarget)}
 * 				onKeyDown={(event) => handleTabKey(event) && event.preventDefault()}
 * 			/>
 * 			{completions.map((completion) => (
 * 				<button key={completion.text} type="button" onClick={() => accept(completion)}>
 * 					{completion === active ? `› ${completion.name}` : completion.name}
 * 				</button>
 * 			))}
 * 		</>
 * 	);
 * }
 */
export function useCompletions(
	field: RefObject<HTMLTextAreaElement | null>,
	{ value, onChange }: ControlledField,
): CompletionsState {
	const commands = useSession()?.commands ?? NO_SLASH_COMMANDS;
	const [caret, setCaret] = useState(0);
	const taken = useRef<number | null>(null);
	const mention = findMention(value, caret);
	const files = useFileSearch(mention?.query ?? null);
	const list = useCompletionList({
		text: value,
		subject: mention ? `@${mention.start}` : value.startsWith("/") ? "/" : null,
		completions: mention ? completeMention(value, mention, files) : completeCommand(commands, value),
		onAccept(completion: Completion) {
			taken.current = completion.caret;
			onChange(completion.text);
		},
	});
	useEffect(() => {
		if (taken.current === null) return;
		// A text from outside takes the caret to its end.
		field.current?.setSelectionRange(taken.current, taken.current);
		setCaret(taken.current);
		taken.current = null;
	});
	return {
		...list,
		kind: mention ? "files" : "commands",
		updateCaret: ({ selectionStart, selectionEnd }) => setCaret(selectionStart === selectionEnd ? selectionEnd : 0),
	};
}
