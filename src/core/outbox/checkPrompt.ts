import { LIMITS } from "../../protocol/index.ts";
import { WorkspaceError } from "../WorkspaceError.ts";

/**
 * Says no to a prompt that the workspace would refuse, before it is on its way. Null when it is fine.
 *
 * @param hasFiles - With a file attached a prompt may do without words.
 */
export function validatePromptText(text: string, hasFiles = false): WorkspaceError | null {
	if (text.trim() === "" && !hasFiles) {
		return new WorkspaceError({ code: "prompt_empty", message: "There is nothing to send.", hint: "Write something." });
	}
	const excess = text.length - LIMITS.promptCharacters;
	if (excess <= 0) return null;
	return new WorkspaceError({
		code: "prompt_too_long",
		message: `The prompt is ${excess.toLocaleString("en")} characters too long to be sent.`,
		hint: `Shorten it to ${LIMITS.promptCharacters.toLocaleString("en")} characters, or put the long part into a file.`,
	});
}
