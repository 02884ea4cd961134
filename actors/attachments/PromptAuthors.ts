import type { Person, PromptItem, QuotedNote } from "../../src/protocol/index.ts";
import { commandOf } from "../../src/rules/oversight.ts";
import { truncateWithEllipsis } from "../../src/rules/truncateText.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

/**
 * How the agent learns who has sent a prompt, in a workspace in which more than one person has: `"name"`, `"none"`, or a
 * function of the person that returns what stands in the brackets, `""` for nothing.
 */
export type Speaker = "name" | "none" | ((person: Person) => string);

type Author = Pick<Person, "userId" | "name">;

interface PromptAuthorsDeps {
	readonly speaker: Speaker;
	/** Of whom the agent has got prompts in this workspace before. Not used with the speaker `"none"`. */
	readonly known: readonly Author[];
	readonly log: WorkspaceLog;
}

/** Of whom the agent has got prompts here, and how the agent is told who sends a prompt. */
export class PromptAuthors {
	readonly #deps: PromptAuthorsDeps;
	readonly #names: Map<string, string>;

	constructor(deps: PromptAuthorsDeps) {
		this.#deps = deps;
		this.#names = new Map(deps.known.map(({ userId, name }) => [userId, name]));
	}

	/** A prompt has changed. While it waits, and once it was withdrawn, its author has said nothing to the agent. */
	record({ state, by: { userId, name } }: Pick<PromptItem, "state" | "by">): void {
		if (state !== "queued" && state !== "withdrawn") this.#names.set(userId, name);
	}

	/** A person was erased: what is left of them has another id, and is recorded under that. */
	forget(userId: string): void {
		this.#names.delete(userId);
	}

	/**
	 * What stands before the prompt for the agent: `[Ada] `. Null while only one person has prompted, and for a slash
	 * command, which agents recognise by its first character.
	 */
	describe({ by, editedBy, text }: Pick<PromptItem, "by" | "editedBy" | "text">): string | null {
		if (this.#deps.speaker === "none") return null;
		const people = this.#names.has(by.userId) ? this.#names.size : this.#names.size + 1;
		if ((people < 2 && !editedBy) || commandOf(text) !== null) return null;
		const author = this.#nameOf(by);
		if (author === null) return null;
		const editor = editedBy && this.#nameOf(editedBy);
		// The words are the editor's then, at least in part.
		return editor ? `[${author} | edited by ${editor}] ` : `[${author}] `;
	}

	/** What stands before a note that a prompt quotes. */
	describeNote({ by, about }: Pick<QuotedNote, "by" | "about">): string {
		const author = this.#deps.speaker === "none" ? null : this.#nameOf(by);
		const place = about?.path === undefined ? "" : ` on ${describePlace(about.path, about.line)}`;
		return author === null ? `Note${place}:` : `Note by ${author}${place}:`;
	}

	/** With the id where others who have prompted here have a name like it. */
	#nameOf(person: Person): string | null {
		const name = this.#chosenName(person);
		if (name === "") return null;
		const key = comparable(name);
		const others = [...this.#names].filter(([userId]) => userId !== person.userId);
		const isShared = others.some(([, other]) => comparable(toOneName(other)) === key);
		return isShared ? `${name} | ${toOneName(person.userId, MAX_ID_CHARACTERS)}` : name;
	}

	#chosenName(person: Person): string {
		const { speaker, log } = this.#deps;
		try {
			if (typeof speaker === "function") return toOneName(String(speaker(person)));
		} catch (error) {
			log("warn", "speaker_failed", { error });
		}
		return toOneName(person.name) || toOneName(person.userId);
	}
}

/** As long as a path can be on most systems. */
const MAX_PATH_CHARACTERS = 1_024;

/** The path is what the page of the note's author has sent. */
function describePlace(path: string, line: number | undefined): string {
	const shown = truncateWithEllipsis(toOneLine(path).trim(), MAX_PATH_CHARACTERS);
	return line === undefined ? shown : `${shown}, line ${line}`;
}

/** Enough for names, and not for a paragraph of instructions. */
const MAX_NAME_CHARACTERS = 80;
/** Ids are whole, so that they differ. */
const MAX_ID_CHARACTERS = 128;

/** The brackets of all scripts that could end the name early. Round ones stay: `Ada (QA)`. */
const OPENING_BRACKETS = /[[{⁅⟦⟬〈〈⟨《⟪「『【〔〖〘〚﴾﹇﹝［｛｢]/gu;
const CLOSING_BRACKETS = /[\]}⁆⟧⟭〉〉⟩》⟫」』】〕〗〙〛﴿﹈﹞］｝｣]/gu;

/** A name on one line, without what nobody sees. */
export function toOneLine(name: string): string {
	return name.replace(/[\s\p{Z}\p{Cc}]+/gu, " ").replace(/\p{Cf}/gu, "");
}

/** A name on one line, without what ends it or separates its parts. */
function toOneName(name: string, characters = MAX_NAME_CHARACTERS): string {
	const plain = toOneLine(name)
		.replace(OPENING_BRACKETS, "(")
		.replace(CLOSING_BRACKETS, ")")
		.replace(/[|｜│∣]/gu, "/")
		.trim();
	return truncateWithEllipsis(plain, characters);
}

/** Names that read alike are the same. */
function comparable(name: string): string {
	const letters = name
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, "");
	return letters || name;
}
