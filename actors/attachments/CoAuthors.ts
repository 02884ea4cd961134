import type { Person, PromptItem } from "../../src/protocol/index.ts";
import { commandOf } from "../../src/rules/oversight.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { toOneLine } from "./PromptAuthors.ts";

/**
 * Whom the agent names as co-authors of the commits that it makes for a prompt: `true` for people whose `userId` is a mail
 * address, or a function of the person that returns `Name <mail>`, or null for nobody.
 */
export type CoAuthorOption = true | ((person: Person) => string | null);

interface CoAuthorsDeps {
	/** Undefined: nobody is handed on. */
	readonly option: CoAuthorOption | undefined;
	readonly log: WorkspaceLog;
}

/** Hands the people whose words a prompt has on to the agent, as the trailers of a commit. */
export class CoAuthors {
	readonly #deps: CoAuthorsDeps;

	constructor(deps: CoAuthorsDeps) {
		this.#deps = deps;
	}

	/**
	 * What stands before the prompt for the agent; null for nothing, and for a slash command, which agents recognise by its
	 * first character.
	 */
	describe({ by, editedBy, text }: Pick<PromptItem, "by" | "editedBy" | "text">): string | null {
		const { option } = this.#deps;
		if (option === undefined || commandOf(text) !== null) return null;
		const people = editedBy ? [by, editedBy] : [by];
		const trailers = new Set(people.flatMap((person) => this.#trailerOf(person, option) ?? []));
		if (trailers.size === 0) return null;
		return `End the message of each commit that you make for this with:\n\n${[...trailers].join("\n")}\n\n`;
	}

	/** Null where nobody has said what their mail address is: none is made up. */
	#trailerOf(person: Person, option: CoAuthorOption): string | null {
		try {
			const author = option === true ? `${nameIn(person)} <${person.userId}>` : option(person);
			if (author === null) return null;
			if (AUTHOR.test(author) && !UNSAFE.test(author)) return `Co-authored-by: ${author}`;
			if (option !== true) this.#deps.log("warn", "co_author_invalid", { userId: person.userId });
		} catch (error) {
			this.#deps.log("warn", "co_author_failed", { error });
		}
		return null;
	}
}

const MAX_NAME_CHARACTERS = 100;
/** As git writes an author. */
const AUTHOR = /^[^<>]{1,100} <[^\s<>@]{1,64}@[^\s<>@]{1,190}>$/;
/** What ends a line, and what nobody sees. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A name on one line, without what would end it. */
function nameIn({ name, userId }: Person): string {
	const plain = truncateText(toOneLine(name).replace(/[<>]/g, "").trim(), MAX_NAME_CHARACTERS);
	return plain === "" ? userId : plain;
}
