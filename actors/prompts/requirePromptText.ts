import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";

/** @throws `prompt_empty` or `prompt_too_long` */
export function requirePromptText(text: string): void {
	if (text.trim() === "") {
		throw refusal({
			code: "prompt_empty",
			message: "The prompt is empty, so there is nothing to ask the agent.",
			hint: "Write what the agent should do.",
		});
	}
	if (text.length > LIMITS.promptCharacters) {
		throw refusal({
			code: "prompt_too_long",
			message: `The prompt has ${text.length} characters, and ${LIMITS.promptCharacters} is the most the agent gets at once.`,
			hint: "Shorten it, or put long parts into a file in the sandbox and name it.",
		});
	}
}
