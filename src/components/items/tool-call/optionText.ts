import type { PermissionOption } from "../../../protocol/index.ts";
import { truncateWithEllipsis } from "../../../rules/truncateText.ts";
import { stripHidden } from "../../primitives/hiddenText.ts";

type OptionKind = PermissionOption["optionKind"];

/** What agents call the answers of each kind, in lower case without punctuation. Such a name says no more than the kind. */
const USUAL_NAMES: Readonly<Record<OptionKind, readonly string[]>> = {
	allow_once: ["allow once", "allow", "yes", "approve once", "approve", "accept", "ok"],
	allow_always: ["always allow", "allow always", "always approve", "always"],
	reject_once: ["reject once", "reject", "no", "deny", "decline", "cancel"],
	reject_always: ["always reject", "reject always", "always deny", "never allow", "never"],
	other: [],
};

/** Longer names are truncated: a name is no place for a text. */
const MAX_NAME_LENGTH = 80;

/** After our word, these would change what it says: "Always allow nothing". Then the name is quoted as the agent's. */
const CONTRADICTION = /\b(allow\w*|always|deny|don[’']?t|instead|never|no|none|not|nothing|once|only|reject\w*)\b/i;

/** The agent's name of an option, as far as it says more than its kind. */
interface OptionName {
	/** As a continuation of our word: "Always allow" and "git push". Otherwise it is quoted. */
	readonly isContinuation: boolean;
	readonly text: string;
}

/** Null if the name says nothing more than the kind. */
export function optionName({ name, optionKind }: PermissionOption): OptionName | null {
	const plain = truncateWithEllipsis(stripHidden(name), MAX_NAME_LENGTH);
	const word = plain.toLowerCase().replace(/[.!,]/g, "");
	const usual = USUAL_NAMES[optionKind];
	if (plain === "" || usual.includes(word)) return null;
	const beginning = usual.slice(0, 2).find((usualName) => plain.toLowerCase().startsWith(`${usualName} `));
	const rest = plain.slice((beginning?.length ?? 0) + 1).trim();
	if (beginning && !CONTRADICTION.test(rest)) return { isContinuation: true, text: rest };
	return { isContinuation: false, text: plain };
}

/** The kind of an answer; `other` if the options of its id are of different kinds, or it is none of them. */
export function answerKind(options: readonly PermissionOption[], optionId: string): OptionKind {
	const [first, ...others] = options.filter((option) => option.optionId === optionId);
	return first && others.every(({ optionKind }) => optionKind === first.optionKind) ? first.optionKind : "other";
}
