"use client";

import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { isAtLeastRole, type Mention, type Self, type SlashCommand } from "../../protocol/index.ts";
import { isSubsequence } from "../../rules/isSubsequence.ts";
import { hasModifier } from "../keyboard.ts";
import { useSelf, useSession } from "../state.ts";
import { useWorkspaceStore } from "../store.tsx";
import { editFieldText } from "./editFieldText.ts";
import { useUserSuggestions } from "./useUserSuggestions.ts";

/** A suggestion, and the text of the field after it is accepted. */
export interface Completion {
	/** The name that is shown. */
	readonly name: string;
	/** What a command does, in the agent's words; of a file, its folder; of a person their id, if another has the same name. */
	readonly description: string;
	/** The whole text of the field once it is accepted. */
	readonly text: string;
	/** The position of the caret in `text`. */
	readonly caret: number;
	/** Whom it names. Absent for commands and files. */
	readonly mention?: Mention | undefined;
}

/** A controlled text field: its value and its change handler. */
export interface ControlledField {
	/** The text of the field. */
	readonly value: string;
	/** Receives the text that the field should have. */
	readonly onChange: (value: string) => void;
}

/** A slash command being typed: the whole text is a slash and the start of a name. Some names have spaces. */
const TYPED_COMMAND = /^\/(\S*|\S.*\S ?)$/;

/** The commands that match the typed text: those that start with it, then those that contain it. */
function completeCommand(commands: readonly SlashCommand[], text: string): readonly Completion[] {
	const typed = TYPED_COMMAND.exec(text)?.[1]?.toLowerCase();
	if (typed === undefined) return [];
	const indexIn = ({ name }: SlashCommand) => name.toLowerCase().indexOf(typed);
	// What follows a space is either more of a name or the argument of a command.
	const isMatch = (index: number) => (typed.includes(" ") ? index === 0 : index >= 0);
	const matches = commands.filter((command) => isMatch(indexIn(command)));
	return matches.sort((one, other) => Math.min(indexIn(one), 1) - Math.min(indexIn(other), 1)).map(toCompletion);
}

/** A command that the person's role may not send would only be refused. */
function maySend(self: Self | null, { role }: SlashCommand): boolean {
	return role === undefined || self === null || isAtLeastRole(self.role, role);
}

function toCompletion({ name, description }: SlashCommand): Completion {
	const text = `/${name} `;
	return { name: `/${name}`, description, text, caret: text.length };
}

/** A mention being typed: `@` at the start of a word, and the part of the name or path after it. */
interface TypedMention {
	/** The index of the `@`. */
	readonly start: number;
	/** The index of the caret. */
	readonly end: number;
	readonly query: string;
}

const MENTION_BEFORE_CARET = /(?:^|[\s([{])@(?:"([^"\n]*)|([^\s"@]*))$/;

/** The mention before the caret; null if there is none. */
function findMention(text: string, caret: number): TypedMention | null {
	const found = MENTION_BEFORE_CARET.exec(text.slice(0, caret));
	if (!found) return null;
	return { start: text.lastIndexOf("@", caret - 1), end: caret, query: found[1] ?? found[2] ?? "" };
}

/** The completions of a mention with these people. The text has their name, also one of several words. */
function completePeople(text: string, { start, end }: TypedMention, people: readonly Mention[]): readonly Completion[] {
	return people.map(({ userId, name }) => {
		const before = `${text.slice(0, start)}@${name}`;
		const after = text.slice(end);
		const space = after.startsWith(" ") ? "" : " ";
		const hasNamesake = people.some((other) => other.name === name && other.userId !== userId);
		return {
			name: `@${name}`,
			description: hasNamesake ? userId : "",
			text: before + space + after,
			caret: before.length + 1,
			mention: { userId, name },
		};
	});
}

/** The completions of a mention with these paths. A path with spaces is put in quotes. */
function completePaths(text: string, { start, end }: TypedMention, paths: readonly string[]): readonly Completion[] {
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

/** A list of suggestions, and what a person can do with it. */
export interface CompletionListState {
	/** The suggestions to show; empty for none. */
	readonly completions: readonly Completion[];
	/** The suggestion that Enter accepts. */
	readonly active: Completion | undefined;
	/** Makes a suggestion the active one. */
	readonly setActive: (completion: Completion) => void;
	/** Puts a suggestion into the field. */
	readonly accept: (completion: Completion) => void;
	/** Handles a key, and returns whether it did. */
	readonly handleKeyDown: (event: KeyboardEvent) => boolean;
}

/** Those of two people with one name have the same text. */
const keyOf = ({ text, mention }: Completion) => `${mention?.userId ?? ""} ${text}`;

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** A list of suggestions with keyboard selection. Escape closes it until something else is being completed. */
function useCompletionList(options: CompletionListOptions): CompletionListState {
	const { text, subject } = options;
	const [activeKey, setActiveKey] = useState<string | null>(null);
	const [closedSubject, setClosedSubject] = useState<string | null>(null);
	if (closedSubject !== null && closedSubject !== subject) setClosedSubject(null);

	const completions = closedSubject === null ? options.completions : [];
	const active = completions.find((completion) => keyOf(completion) === activeKey) ?? completions[0];
	const setActive = (completion: Completion | undefined) => setActiveKey(completion ? keyOf(completion) : null);

	function accept(completion: Completion): void {
		setActive(undefined);
		options.onAccept(completion);
	}

	const move = (from: Completion, step: number) =>
		setActive(completions.at((completions.indexOf(from) + step) % completions.length));

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

	return { completions, active, setActive, accept, handleKeyDown };
}

/** Whether `@` finds files: there is a sandbox, and the current user may search it. */
export function useCanFindFiles(): boolean {
	const isReady = useSession()?.state.status === "ready";
	return (useSelf()?.allowedActions.includes("findFiles") ?? false) && isReady;
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
	const [found, setFound] = useState(NO_FILES);
	const searched = useCanFindFiles() ? query : null;

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

/** What a text field completes beside people and files. */
export interface CompletionOptions extends ControlledField {
	/** Whether a slash at its start completes commands of the agent. Default true. */
	readonly commands?: boolean | undefined;
	/** Receives the person of an accepted mention. Keep them with the text: they are `chosen` of `NotesState.add`. */
	readonly onMention?: ((mention: Mention) => void) | undefined;
}

const NO_SLASH_COMMANDS: readonly SlashCommand[] = [];

/** The completions of a text field and what it needs for them, as `useCompletions` returns them. */
export interface CompletionsState extends CompletionListState {
	/** What is suggested. */
	readonly kind: "commands" | "files" | "mentions";
	/** Call it in the field's `onChange` and `onSelect`, so that the position of the caret is known. */
	readonly updateCaret: (field: HTMLTextAreaElement) => void;
}

/**
 * Autocompletion for a text field: the agent's slash commands at its start that the current user may send, and after an `@` the people of the workspace, then the files of the sandbox. ↑ and ↓
 * select, Enter and Tab accept, Escape closes the list until something else is being completed. The file search is
 * debounced by 100 ms, and runs only if the current user may call `findFiles`.
 *
 * An accepted suggestion is inserted like typed text: the field emits `input`, and the person can undo it.
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
	{ value, onChange, commands: completesCommands = true, onMention }: CompletionOptions,
): CompletionsState {
	const self = useSelf();
	const listed = useSession()?.commands;
	const commands = (completesCommands && listed ? listed : NO_SLASH_COMMANDS).filter((command) =>
		maySend(self, command),
	);
	const [caret, setCaret] = useState(0);
	const mention = findMention(value, caret);
	const files = useFileSearch(mention?.query ?? null);
	const people = useUserSuggestions(mention?.query ?? null);
	const mentions = mention && [...completePeople(value, mention, people), ...completePaths(value, mention, files)];
	const list = useCompletionList({
		text: value,
		subject: mention ? `@${mention.start}` : value.startsWith("/") ? "/" : null,
		completions: mentions ?? completeCommand(commands, value),
		onAccept(completion: Completion) {
			if (completion.mention) onMention?.(completion.mention);
			if (field.current) editFieldText(field.current, completion.text, completion.caret);
			else onChange(completion.text);
			setCaret(completion.caret);
		},
	});
	return {
		...list,
		kind: !mention ? "commands" : people.length > 0 ? "mentions" : "files",
		updateCaret: ({ selectionStart, selectionEnd }) => setCaret(selectionStart === selectionEnd ? selectionEnd : 0),
	};
}
