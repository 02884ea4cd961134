import * as v from "valibot";
import type { Session } from "../../src/protocol/index.ts";

const flag = v.fallback(v.boolean(), false);

const NONE = { image: false, audio: false, embeddedContext: false };

const initializeSchema = v.object({
	agentCapabilities: v.object({ promptCapabilities: v.object({ image: flag, audio: flag, embeddedContext: flag }) }),
});

/** What prompts may hold besides text, out of the answer to ACP's `initialize`. */
export function parsePromptCapabilities(initializeResult: unknown): Session["promptCapabilities"] {
	const parsed = v.safeParse(initializeSchema, initializeResult);
	return parsed.success ? parsed.output.agentCapabilities.promptCapabilities : NONE;
}
