import { isOutsideFolder, relativePath } from "../../core/index.ts";
import { formatPlace, toolCallPaths } from "../../core/paths.ts";
import type { Session, ToolCall, ToolKind } from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
import { planOf, quoteArguments } from "../items/tool-call/toolCallDetails.ts";
import { formatJson } from "../primitives/displayText.ts";

/** An argument of a call, by its name in the input: `env.NODE_ENV`. */
interface RequestArgument {
	readonly name: string;
	readonly text: string;
}

/** What a permission is asked for, from everything that the agent says about the call. */
export interface RequestDetails {
	/** The kind of the call. A call with a command runs it, whatever kind the agent gives. */
	readonly kind: ToolKind;
	/** What the call is about, for the title: files, an address, a tool. Empty if the agent does not say. */
	readonly objects: readonly string[];
	/** The agent's own title, if it says more than the kind, the objects and the command. */
	readonly title: string | null;
	/** The whole command line. */
	readonly command: string | null;
	/** The plan to approve, if the content of the call is not the plan: Markdown. */
	readonly plan: string | null;
	/** All other input, except texts that the diffs and contents of the call show. */
	readonly args: readonly RequestArgument[];
	/** The files that no diff is about, with their lines. Empty if the title names the only one. */
	readonly places: readonly string[];
	/** The paths out of the agent's folder, in full: of files, and of the folder that a command runs in. */
	readonly outside: readonly string[];
}

/** @param folder - The folder that the agent works in. */
export function describeRequest(call: ToolCall, session: Pick<Session, "configOptions"> | null, folder: string | null) {
	const command = commandLine(call);
	const kind = command ? "execute" : call.toolKind;
	const named = toolCallPaths(call);
	const inInput = inputPaths(call, kind);
	const paths = (named.length > 0 ? named : inInput).map((path) => relativePath(path, folder));
	const objects = objectsOf(call, kind, paths, session);
	const title = call.title.trim();
	const isSaid = title === "" || command?.text.includes(title.replaceAll("`", "")) || namesOnly(title, objects, call);
	const plan = planOf(call);
	const details: RequestDetails = {
		kind,
		objects,
		title: isSaid ? null : call.title,
		command: command?.text ?? null,
		plan,
		args: argumentsOf(call, [...(command?.fields ?? []), ...(plan === null ? [] : ["plan"])]),
		places: placesOf(call, kind, objects, folder),
		outside: [...new Set([...named, ...inInput])].filter((path) => isOutsideFolder(path, folder)),
	};
	return details;
}

/** The tools that edit name what they do a command, too: `{ command: "str_replace" }`. */
const WRITING_KINDS: ReadonlySet<ToolKind> = new Set(["edit", "delete", "move", "switch_mode"]);

interface CommandLine {
	/** With all arguments, quoted as in a shell where they are separate. */
	readonly text: string;
	/** The fields of the input that are in it. */
	readonly fields: readonly string[];
}

function commandLine(call: ToolCall): CommandLine | null {
	const { rawInput, toolKind } = call;
	if (!isRecord(rawInput) || WRITING_KINDS.has(toolKind)) return titleAsCommand(call);
	const { args } = rawInput;
	const field = rawInput.command === undefined ? "cmd" : "command";
	const command = rawInput[field];
	const rest = isTextList(args) && args.length > 0 ? args : null;
	const fields = rest ? [field, "args"] : [field];
	// A shell reads a whole line as it is.
	const program = typeof command === "string" ? command : isTextList(command) ? quoteArguments(command) : "";
	if (program === "") return titleAsCommand(call);
	return { text: [program, ...(rest ? [quoteArguments(rest)] : [])].join(" "), fields };
}

/** Some agents say what they run only in the title. */
function titleAsCommand({ title, toolKind }: ToolCall): CommandLine | null {
	return toolKind === "execute" && title.trim() !== "" ? { text: title, fields: [] } : null;
}

function isTextList(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

const FILE_KINDS: ReadonlySet<ToolKind> = new Set(["read", "edit", "delete", "move"]);
const ADDRESS = /\bhttps?:\/\/[^\s"'`<>]+/;

function objectsOf(
	call: ToolCall,
	kind: ToolKind,
	paths: readonly string[],
	session: Pick<Session, "configOptions"> | null,
): readonly string[] {
	if (kind === "execute" || kind === "think" || kind === "search") return [];
	if (FILE_KINDS.has(kind)) return paths;
	if (kind === "fetch") return addressesOf(call);
	if (kind === "switch_mode") return currentMode(session);
	const [line = ""] = call.title.trim().split("\n");
	return line === "" ? [] : [line.replaceAll("`", "")];
}

function addressesOf({ rawInput, title }: ToolCall): readonly string[] {
	const url = isRecord(rawInput) ? (rawInput.url ?? rawInput.uri) : undefined;
	const [inTitle] = ADDRESS.exec(title) ?? [];
	const address = typeof url === "string" && url !== "" ? url : inTitle;
	return address === undefined ? [] : [address];
}

/** The name of the mode that the agent is in, if it plans: others have names that only the agent knows what to do with. */
function currentMode(session: Pick<Session, "configOptions"> | null): readonly string[] {
	const mode = session?.configOptions.find(({ category }) => category === "mode");
	const name = mode?.choices.find(({ value }) => value === mode.value)?.name ?? "";
	return /\bplan/i.test(`${mode?.value} ${name}`) ? [name || "plan"] : [];
}

/** How agents begin the titles of each kind. Another word says something else than the kind. */
const TITLE_WORDS: Readonly<Partial<Record<ToolKind, readonly string[]>>> = {
	read: ["read", "view", "open"],
	edit: ["edit", "write", "update", "modify", "create"],
	delete: ["delete", "remove"],
	move: ["move", "rename"],
	fetch: ["fetch", "get", "open"],
};

/** Whether a title is a word for the kind and one object, as in "Edit src/upload.ts". */
function namesOnly(title: string, objects: readonly string[], call: ToolCall): boolean {
	const [object] = objects;
	if (object === undefined || objects.length > 1 || call.toolKind === "switch_mode") return false;
	const plain = title.replaceAll("`", "");
	const [word = ""] = /^\p{L}+(?=\s)/u.exec(plain) ?? [];
	const rest = plain.slice(word.length).trimStart();
	const names = [object, ...toolCallPaths(call), lastName(object)];
	const isKind = TITLE_WORDS[call.toolKind]?.includes(word.toLowerCase()) ?? false;
	return names.includes(plain) || (isKind && names.includes(rest));
}

function lastName(path: string): string {
	return path.split(/[/\\]/).pop() ?? path;
}

function placesOf(
	{ locations, content }: ToolCall,
	kind: ToolKind,
	objects: readonly string[],
	folder: string | null,
): readonly string[] {
	const changed = new Set(content.map((part) => (part.type === "diff" ? part.path : null)));
	const places = locations
		.filter(({ path }) => !changed.has(path))
		.map(({ path, line }) => formatPlace(relativePath(path, folder), line));
	const isNamed = FILE_KINDS.has(kind) && objects.length === 1 && places.length === 1 && places[0] === objects[0];
	return isNamed ? [] : [...new Set(places)];
}

/** The names that tools give to texts and files which the diffs and contents of the call show as well. */
const TEXT_NAME =
	/(^|\.)(old|new|original|updated)?_?(str|string|text|content|contents|source|file_text|description|plan)$/i;
const OLD_NAME = /(^|\.)(old|original)[^.]*$/i;
const PATH_NAME = /(^|\.)((abs|absolute|file|target|notebook)_?)?(path|file|file_?name)$/i;
/** Deeper values are shown as JSON. */
const MAX_DEPTH = 5;
/** With more of them, the whole input is shown as JSON. */
const MAX_ARGUMENTS = 200;

const FOLDER_NAME = /^(cwd|work_?dir|working_?dir(ectory)?|dir(ectory)?)$/i;

/** The paths in the input of a call that works with files or runs a command: some agents name them nowhere else. */
function inputPaths({ rawInput }: ToolCall, kind: ToolKind): readonly string[] {
	const pattern = kind === "execute" ? FOLDER_NAME : FILE_KINDS.has(kind) ? PATH_NAME : null;
	if (!pattern || !isRecord(rawInput)) return [];
	return Object.entries(rawInput).flatMap(([name, value]) =>
		pattern.test(name) && typeof value === "string" && value !== "" ? [value] : [],
	);
}

function argumentsOf(call: ToolCall, shownFields: readonly string[]): readonly RequestArgument[] {
	const { rawInput } = call;
	if (rawInput === undefined || rawInput === null) return [];
	const shown = shownTexts(call);
	const rest = isRecord(rawInput)
		? Object.fromEntries(Object.entries(rawInput).filter(([name]) => !shownFields.includes(name)))
		: rawInput;
	const all: RequestArgument[] = [];
	if (!isRecord(rest) || Object.keys(rest).length > 0) collectArguments(rest, "", MAX_DEPTH, all);
	const isShown = ({ name, text }: RequestArgument) =>
		(TEXT_NAME.test(name) && (OLD_NAME.test(name) ? shown.oldTexts : shown.texts).has(text)) ||
		(PATH_NAME.test(name) && shown.paths.has(text));
	const args = all.filter((argument) => !isShown(argument));
	// Not only those that are left: what follows the first ones has not been collected.
	return all.length > MAX_ARGUMENTS ? [{ name: "", text: formatJson(rawInput) }] : args;
}

function collectArguments(value: unknown, name: string, depth: number, found: RequestArgument[]): void {
	if (found.length > MAX_ARGUMENTS) return;
	const isNested = typeof value === "object" && value !== null;
	const entries = isNested ? Object.entries(value) : [];
	if (depth === 0 || entries.length === 0) {
		found.push({ name, text: value === "" ? '""' : formatJson(value) });
		return;
	}
	for (const [key, inner] of entries) {
		const path = Array.isArray(value) ? `${name}[${key}]` : name === "" ? key : `${name}.${key}`;
		collectArguments(inner, path, depth - 1, found);
	}
}

/** What is shown of a call. The texts of several files are not: the input may put them into other files than the diffs. */
function shownTexts({ content, locations }: ToolCall) {
	const oldTexts = new Set<string>();
	const texts = new Set<string>();
	const paths = new Set(locations.map(({ path }) => path));
	const changed = new Set(
		content.map((part) => (part.type === "diff" ? part.path : null)).filter((path) => path !== null),
	);
	for (const part of content) {
		if (part.type === "diff") paths.add(part.path);
		if (part.type === "diff" && changed.size === 1) {
			texts.add(part.newText);
			if (part.oldText !== null) oldTexts.add(part.oldText);
		}
		if (part.type === "content" && part.content.type === "text") texts.add(part.content.text);
	}
	return { oldTexts, texts, paths };
}
