import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";

/**
 * @param hasFiles - With a file attached a prompt may do without words.
 * @throws `prompt_empty` or `prompt_too_long`
 */
export function requirePromptText(text: string, hasFiles = false): void {
	if (text.trim() === "" && !hasFiles) {
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
