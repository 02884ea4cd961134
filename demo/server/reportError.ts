import { DemoError } from "./DemoError.ts";

/** Reports an error in the terminal: two sentences if the person can fix it, otherwise with its stack. */
export function reportError(error: unknown): void {
	if (error instanceof DemoError) console.error(`\n${error.message}\n${error.hint}\n`);
	else console.error(error);
}
