import { isRecord } from "../../src/protocol/isRecord.ts";
import type { WorkspaceLog } from "./workspaceLog.ts";

const MAX_NAMES = 20;
const MAX_REPORTS = 100;

/**
 * Logs the fields of requests that this version does not know, and so has ignored: a newer page sends them, or somebody
 * has misspelled one. Each combination is logged once, because pages would fill the log with them.
 */
export class IgnoredFields {
	readonly #log: WorkspaceLog;
	readonly #reported = new Set<string>();

	constructor(log: WorkspaceLog) {
		this.#log = log;
	}

	/** @param parsed - The request, as its schema took it. */
	report(action: string, request: unknown, parsed: unknown): void {
		const fields = findIgnored(request, parsed, "").slice(0, MAX_NAMES);
		const combination = [action, ...fields].join(" ");
		if (fields.length === 0 || this.#reported.has(combination) || this.#reported.size >= MAX_REPORTS) return;
		this.#reported.add(combination);
		this.#log("warn", "fields_ignored", { action, fields });
	}
}

/** The names come from the client: those that are no plain names are not logged. */
const PLAIN_NAME = /^\w{1,60}$/;

function findIgnored(request: unknown, parsed: unknown, path: string): readonly string[] {
	if (!isRecord(request)) return [];
	return Object.entries(request).flatMap(([name, value]) => {
		const field = `${path}${PLAIN_NAME.test(name) ? name : "?"}`;
		if (!isRecord(parsed) || !Object.hasOwn(parsed, name)) return [field];
		return findIgnored(value, parsed[name], `${field}.`);
	});
}
