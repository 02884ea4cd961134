import * as v from "valibot";
import type { AuditHead, AuditPersonRow, AuditRow } from "../database/auditTable.ts";
import { linesOf } from "../text/linesOf.ts";
import { handleOf, hashOf } from "./chain.ts";

// An audit log as a file: lines of JSON, each entry with what it takes to verify it. It needs no workspace then.

const headSchema = v.object({ seq: v.number(), hash: v.string() });

const personSchema = v.object({
	handle: v.string(),
	userId: v.string(),
	name: v.string(),
	/** Null for a person who was erased. */
	salt: v.nullable(v.string()),
});

const nullableText = v.nullable(v.string());

const lineSchema = v.object({
	seq: v.number(),
	at: v.number(),
	actor: v.string(),
	by: v.nullable(personSchema),
	action: v.string(),
	target: nullableText,
	person: v.nullable(personSchema),
	outcome: v.string(),
	code: nullableText,
	rule: nullableText,
	count: v.number(),
	details: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
	hash: v.string(),
});

/** The first line of the file. */
const headerSchema = v.object({
	format: v.literal("workspace-chat-audit"),
	version: v.literal(1),
	workspaceId: v.string(),
	exportedAt: v.number(),
	package: v.string(),
	/** What the first entry follows on. */
	start: headSchema,
});

/** The last line: without it the file is not whole. */
const endSchema = v.object({ end: v.literal(true), entries: v.number(), head: headSchema });

type AuditLine = v.InferOutput<typeof lineSchema>;

/** What a page of an export says beside its entries. */
export interface AuditExportHeader {
	/** The workspace. */
	readonly workspaceId: string;
	/** Milliseconds since 1970. */
	readonly exportedAt: number;
	/** Which version of workspace-chat exported it. */
	readonly package: string;
	/** What the first entry follows on. */
	readonly start: AuditHead;
	/** The last entry that there is. */
	readonly head: AuditHead;
}

export function auditHeaderLine(header: Omit<AuditExportHeader, "head">): string {
	const { workspaceId, exportedAt, start } = header;
	return JSON.stringify({
		format: "workspace-chat-audit",
		version: 1,
		workspaceId,
		exportedAt,
		package: header.package,
		start,
	});
}

export function auditEndLine(entries: number, head: AuditHead): string {
	return JSON.stringify({ end: true, entries, head });
}

export function toAuditLine(row: AuditRow, people: ReadonlyMap<string, AuditPersonRow>): AuditLine {
	const { seq, at, actor, author, action, target, person, outcome, code, rule, count, details, hash } = row;
	const by = personOf(author, people);
	const about = personOf(person, people);
	const known = { seq, at, actor, by, action, target, person: about, outcome, code, rule, count };
	return { ...known, details: JSON.parse(details), hash };
}

function personOf(handle: string | null, people: ReadonlyMap<string, AuditPersonRow>): AuditLine["by"] {
	if (handle === null) return null;
	const { user_id: userId = "", name = "", salt = null } = people.get(handle) ?? {};
	return { handle, userId, name, salt };
}

/** What is known of an audit log after it was verified. */
export interface AuditVerification {
	/** How many entries it has. */
	readonly entries: number;
	/** Its first entry follows on this one, which is older than the log keeps; 0 if the log is complete. */
	readonly start: AuditHead;
	/** Its last entry. Keep it where nobody can change it: it proves later that nothing up to it was changed. */
	readonly head: AuditHead;
	/** The first entry that is not as it was written, and why; null if all are. */
	readonly problem: { readonly seq: number; readonly reason: string } | null;
}

/**
 * Verifies an audit log that `exportAuditLog` of `WorkspaceAdmin` has written: that no entry was changed, removed or
 * added in between, and that each name is the one that the entry was written with, unless that person was erased.
 *
 * @param log - The text, in pieces of any size.
 * @param known - The `head` of an earlier verification. Only this shows that the newest entries were removed, or that all
 *   of the log was written anew.
 * @throws {RangeError} When it is no audit log, or not whole.
 * @example
 * import { createReadStream } from "node:fs";
 *
 * const { problem, head } = await verifyAuditLog(createReadStream("audit.jsonl"));
 */
export async function verifyAuditLog(
	log: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
	known?: AuditHead,
): Promise<AuditVerification> {
	const verifier = new AuditVerifier(known);
	for await (const line of linesOf(log, MAX_LINE_CHARACTERS, NO_LOG)) verifier.add(line);
	return verifier.end();
}

/** An entry has less than a kilobyte. */
const MAX_LINE_CHARACTERS = 100_000;
const NO_LOG = "This is no audit log of a workspace: its first line is another one.";
const NOT_WHOLE = "The audit log has no last line that fits it, so it is not whole.";

/** Verifies an audit log line by line. */
class AuditVerifier {
	readonly #known: AuditHead | undefined;
	#start: AuditHead | null = null;
	#last: AuditHead = { seq: 0, hash: "" };
	#entries = 0;
	#problem: AuditVerification["problem"] = null;
	#isWhole = false;
	/** Handles without a name, by the first entry that has them. */
	readonly #nameless = new Map<string, number>();
	readonly #erased = new Set<string>();
	#hasKnown = false;

	constructor(known: AuditHead | undefined) {
		this.#known = known;
	}

	add(text: string): void {
		const value = parseJson(text);
		if (!this.#start) {
			const header = v.safeParse(headerSchema, value);
			if (!header.success) throw new RangeError(NO_LOG);
			this.#start = header.output.start;
			this.#last = header.output.start;
			this.#meetKnown(header.output.start);
			return;
		}
		const end = v.safeParse(endSchema, value);
		if (end.success) {
			const { entries, head } = end.output;
			this.#isWhole = entries === this.#entries && head.seq === this.#last.seq && head.hash === this.#last.hash;
			return;
		}
		const line = v.safeParse(lineSchema, value);
		if (line.success) this.#addLine(line.output);
		else this.#fail(this.#last.seq + 1, "it is no entry");
	}

	#addLine(line: AuditLine): void {
		const { by, person, details, ...rest } = line;
		const row = {
			...rest,
			author: by?.handle ?? null,
			person: person?.handle ?? null,
			details: JSON.stringify(details),
		};
		if (line.seq !== this.#last.seq + 1) this.#fail(line.seq, `it follows on ${this.#last.seq}`);
		else if (hashOf(this.#last.hash, row) !== line.hash) this.#fail(line.seq, "it, or the one before it, was changed");
		for (const named of [by, person]) if (named) this.#addPerson(named, line.seq);
		if (line.action === "erasePerson" && line.actor === "host") this.#erased.add(String(details.handle));
		this.#entries += 1;
		this.#last = { seq: line.seq, hash: line.hash };
		this.#meetKnown(this.#last);
	}

	#addPerson({ handle, userId, name, salt }: NonNullable<AuditLine["by"]>, seq: number): void {
		if (salt === null) {
			if (!this.#nameless.has(handle)) this.#nameless.set(handle, seq);
		} else if (handleOf({ user_id: userId, name, salt }) !== handle) this.#fail(seq, "the person it names was changed");
	}

	#meetKnown({ seq, hash }: AuditHead): void {
		if (seq !== this.#known?.seq) return;
		this.#hasKnown = true;
		if (hash !== this.#known.hash) this.#fail(seq, "it is not the one that was known");
	}

	#fail(seq: number, reason: string): void {
		if (!this.#problem || seq < this.#problem.seq) this.#problem = { seq, reason };
	}

	end(): AuditVerification {
		if (!this.#start) throw new RangeError(NO_LOG);
		if (!this.#isWhole) throw new RangeError(NOT_WHOLE);
		for (const [handle, seq] of this.#nameless)
			if (!this.#erased.has(handle))
				this.#fail(seq, "the person it names was removed, and nothing says that they were erased");
		const isOlder = this.#known && this.#known.seq < this.#start.seq;
		if (this.#known && !this.#hasKnown && !isOlder) this.#fail(this.#known.seq, "it was known, and is missing");
		return { entries: this.#entries, start: this.#start, head: this.#last, problem: this.#problem };
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
