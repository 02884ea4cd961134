"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { SlashCommand } from "../../protocol/index.ts";
import { isSubsequence } from "../../rules/isSubsequence.ts";
import { hasModifier } from "../keyboard.ts";
import { useSelf, useSession } from "../state.ts";
import { useWorkspaceStore } from "../store.tsx";

/** A suggestion, and the text of the field after it is accepted. */
export interface Completion {
	/** The name that is shown. */
	readonly name: string;
	readonly description: string;
	readonly text: string;
	/** The position of the caret in `text`. */
	readonly caret: number;
}

/** A controlled text field: its value and its change handler. */
export interface ControlledField {
	readonly value: string;
	readonly onChange: (value: string) => void;
}

/** A slash command being typed: the whole text is a slash and the start of a name. */
const TYPED_COMMAND = /^\/(\S*)$/;

/** The commands that match the typed text: those that start with it, then those that contain it. */
function completeCommand(commands: readonly SlashCommand[], text: string): readonly Completion[] {
	const typed = TYPED_COMMAND.exec(text)?.[1]?.toLowerCase();
	if (typed === undefined) return [];
	const indexIn = ({ name }: SlashCommand) => name.toLowerCase().indexOf(typed);
	const matches = commands.filter((command) => indexIn(command) >= 0);
	return matches.sort((one, other) => Math.min(indexIn(one), 1) - Math.min(indexIn(other), 1)).map(toCompletion);
}

function toCompletion({ name, description }: SlashCommand): Completion {
	const text = `/${name} `;
	return { name: `/${name}`, description, text, caret: text.length };
}

/** A file mention being typed: `@` at the start of a word, and the part of the path after it. */
interface Mention {
	/** The index of the `@`. */
	readonly start: number;
	/** The index of the caret. */
	readonly end: number;
	readonly query: string;
}

const MENTION_BEFORE_CARET = /(?:^|[\s([{])@(?:"([^"\n]*)|([^\s"@]*))$/;

/** The mention before the caret; null if there is none. */
function findMention(text: string, caret: number): Mention | null {
	const found = MENTION_BEFORE_CARET.exec(text.slice(0, caret));
	if (!found) return null;
	return { start: text.lastIndexOf("@", caret - 1), end: caret, query: found[1] ?? found[2] ?? "" };
}

/** The completions of a mention with these paths. A path with spaces is put in quotes. */
function completeMention(text: string, { start, end }: Mention, paths: readonly string[]): readonly Completion[] {
	return paths.map((path) => {
		const before = `${text.slice(0, start)}@${/[\s"]/.test(path) ? `"${path}"` : path}`;
		const after = text.slice(end).replace(/^"/, "");
		const space = after.startsWith(" ") ? "" : " ";
		const slash = path.lastIndexOf("/");
		return {
			name: path.slice(slash + 1),
			description: path.slice(0, Math.max(0, slash)),
			text: before + space + after,
			caret: before.length + 1,
		};
	});
}

interface CompletionListOptions {
	/** The current suggestions. */
	readonly completions: readonly Completion[];
	/** The text of the field. */
	readonly text: string;
	/** Identifies what is being completed; null for nothing. */
	readonly subject: string | null;
	readonly onAccept: (completion: Completion) => void;
}

export interface CompletionListState {
	/** The suggestions to show; empty for none. */
	readonly completions: readonly Completion[];
	/** The suggestion that Enter accepts. */
	readonly active: Completion | undefined;
	/** Makes a suggestion the active one. */
	readonly setActive: (completion: Completion) => void;
	readonly accept: (completion: Completion) => void;
	/** Handles a key, and returns whether it did. */
	readonly handleKeyDown: (event: KeyboardEvent) => boolean;
}

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** A list of suggestions with keyboard selection. Escape closes it until something else is being completed. */
function useCompletionList(options: CompletionListOptions): CompletionListState {
	const { text, subject, onAccept: accept } = options;
	const [activeText, setActiveText] = useState<string | null>(null);
	const [closedSubject, setClosedSubject] = useState<string | null>(null);
	if (closedSubject !== null && closedSubject !== subject) setClosedSubject(null);

	const completions = closedSubject === null ? options.completions : [];
	const active = completions.find(({ text: other }) => other === activeText) ?? completions[0];

	const move = (from: Completion, step: number) =>
		setActiveText(completions.at((completions.indexOf(from) + step) % completions.length)?.text ?? null);

	function handleKeyDown(event: KeyboardEvent): boolean {
		if (!active || hasModifier(event)) return false;
		const step = KEY_STEPS[event.key];
		if (step) move(active, step);
		else if (event.key === "Escape") setClosedSubject(subject);
		// A suggestion that is already typed out has nothing to complete, so Enter sends it.
		else if (event.key === "Tab" || (event.key === "Enter" && text !== active.text.trimEnd())) accept(active);
		else return false;
		return true;
	}

	return { completions, active, setActive: (completion) => setActiveText(completion.text), accept, handleKeyDown };
}

const DEBOUNCE_MS = 100;
const MAX_RESULTS = 20;
const NO_FILES: readonly string[] = [];

/**
 * The files of the sandbox that match a query; none for null, and none if there is no sandbox or no permission to search.
 * Earlier results that still match stay until the response arrives, so that the list does not flicker.
 */
function useFileSearch(query: string | null): readonly string[] {
	const store = useWorkspaceStore();
	const isReady = useSession()?.state.status === "ready";
	const canFind = useSelf()?.allowedActions.includes("findFiles") ?? false;
	const [found, setFound] = useState(NO_FILES);
	const searched = isReady && canFind ? query : null;

	useEffect(() => {
		if (searched === null) return setFound(NO_FILES);
		let isCurrent = true;
		const show = (paths: readonly string[]) => isCurrent && setFound(paths);
		const timer = setTimeout(
			() => store.findFiles(searched, MAX_RESULTS).then(show, () => show(NO_FILES)),
			DEBOUNCE_MS,
		);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [store, searched]);

	if (searched === null) return NO_FILES;
	const lowerCase = searched.toLowerCase();
	return found.filter((path) => isSubsequence(path.toLowerCase(), lowerCase));
}

const NO_SLASH_COMMANDS: readonly SlashCommand[] = [];

interface CompletionsState extends CompletionListState {
	/** What is suggested. */
	readonly kind: "commands" | "files";
	/** Call it in the field's `onChange` and `onSelect`, so that the position of the caret is known. */
	readonly updateCaret: (field: HTMLTextAreaElement) => void;
}

/**
 * Autocompletion for a text field: the agent's slash commands at its start, and files of the sandbox after an `@`. ↑ and ↓
 * select, Enter and Tab accept, Escape closes the list until something else is being completed. The file search is
 * debounced by 100 ms, and runs only if the current user may call `findFiles`.
 *
 * @param field - The text field that shows `value`. The caret moves behind an accepted suggestion.
 * @example
 * function Field({ value, onChange }: { value: string; onChange: (value: string) => void }) {
 * 	const field = useRef<HTMLTextAreaElement>(null);
 * 	const { completions, active, accept, handleKeyDown, updateCaret } = useCompletions(field, { value, onChange });
 * 	return (
 * 		<>
 * 			<textarea
 * 				ref={field}
 * 				value={value}
 * 				onChange={({ target }) => (updateCaret(target), onChange(target.value))}
 * 				onSelect={({ currentTarget }) => updateCaret(currentTarget)}
 * 				onKeyDown={(event) => handleKeyDown(event) && event.preventDefault()}
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
	const acceptedCaret = useRef<number | null>(null);
	const mention = findMention(value, caret);
	const files = useFileSearch(mention?.query ?? null);
	const list = useCompletionList({
		text: value,
		subject: mention ? `@${mention.start}` : value.startsWith("/") ? "/" : null,
		completions: mention ? completeMention(value, mention, files) : completeCommand(commands, value),
		onAccept(completion: Completion) {
			acceptedCaret.current = completion.caret;
			onChange(completion.text);
		},
	});
	useEffect(() => {
		if (acceptedCaret.current === null) return;
		// Setting the value of a field moves the caret to its end.
		field.current?.setSelectionRange(acceptedCaret.current, acceptedCaret.current);
		setCaret(acceptedCaret.current);
		acceptedCaret.current = null;
	});
	return {
		...list,
		kind: mention ? "files" : "commands",
		updateCaret: ({ selectionStart, selectionEnd }) => setCaret(selectionStart === selectionEnd ? selectionEnd : 0),
	};
}
