import { DemoError } from "./DemoError.ts";

/** Tells the person at the terminal what went wrong: what they can put right in two sentences, the rest whole. */
export function reportError(error: unknown): void {
	if (error instanceof DemoError) console.error(`\n${error.message}\n${error.hint}\n`);
	else console.error(error);
}
