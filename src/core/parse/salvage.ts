import { timelineItemSchema, toUnknownItem } from "../../protocol/anyItem.ts";
import { patchBatchSchema } from "../../protocol/events.ts";
import type { Self, Session } from "../../protocol/index.ts";
import { isRecord, type UnknownRecord } from "../../protocol/isRecord.ts";
import { participantSchema } from "../../protocol/participant.ts";
import { historyPageSchema, syncResponseSchema } from "../../protocol/responses.ts";
import { list, parseWithIssue, type Schema, type SchemaIssue } from "../../protocol/schema.ts";
import { partsOf } from "../../protocol/schemaParts.ts";
import { sessionChangeSchema, sessionSchema } from "../../protocol/session.ts";

/** A part of a message that does not match its schema. */
export interface MalformedPart {
	/** Where it is: `items`, `session.usage`. */
	readonly part: string;
	/** Which of its fields, if it has some, and why. */
	readonly issue: SchemaIssue;
	/** What is shown instead of it. */
	readonly outcome: "shown as unknown" | "left out";
}

type Report = (malformed: MalformedPart) => void;

const UNKNOWN_SESSION: Session = {
	agent: "",
	state: { status: "ready" },
	sandboxId: null,
	title: null,
	usage: null,
	configOptions: [],
	commands: [],
	promptCapabilities: { image: false, audio: false, embeddedContext: false },
};

/** Of whom nothing is known: they may read what has arrived. */
const UNKNOWN_SELF: Self = { userId: "", name: "", role: "viewer", allowedActions: [] };

const NOBODY = { queue: [], approvals: [], participants: [] };

/** Messages whose parts stand for themselves, and what is taken for required parts that are malformed. */
const MESSAGES: ReadonlyMap<Schema<unknown>, UnknownRecord> = new Map<Schema<unknown>, UnknownRecord>([
	[syncResponseSchema, { ...NOBODY, session: UNKNOWN_SESSION, self: UNKNOWN_SELF }],
	[historyPageSchema, {}],
	[patchBatchSchema, {}],
	[sessionSchema, { ...UNKNOWN_SESSION }],
	[sessionChangeSchema, {}],
]);

/** Tells apart a part that has no value that could be used. */
const LOST = Symbol("lost");

/**
 * A message that does not match its schema, without what is malformed in it: one item, participant or field of the session
 * must not take the rest with it. An item is shown as unknown, as long as its place is known. Nothing is left out of an
 * entry itself: a permission request with a part missing would be another one.
 *
 * @returns The message to parse again; it may still not match.
 */
export function salvageMessage(schema: Schema<unknown>, message: unknown, report: Report): unknown {
	const salvaged = salvagePart(schema, message, "", report);
	return salvaged === LOST ? message : salvaged;
}

function salvagePart(schema: Schema<unknown>, value: unknown, part: string, report: Report): unknown {
	const { issue } = parseWithIssue(schema, value);
	if (!issue) return value;
	const { entries, item, wrapped, absence } = partsOf(schema);
	if (MESSAGES.has(schema) && entries && isRecord(value)) return salvageFields(schema, entries, value, part, report);
	if (item && Array.isArray(value)) return value.flatMap((entry) => salvageEntry(item, entry, part, report));
	if (wrapped) {
		const inner = salvagePart(wrapped, value, part, report);
		return inner === LOST ? absence : inner;
	}
	report({ part, issue, outcome: "left out" });
	return LOST;
}

function salvageFields(
	schema: Schema<unknown>,
	entries: Readonly<Record<string, Schema<unknown>>>,
	message: UnknownRecord,
	part: string,
	report: Report,
): unknown {
	const salvaged: Record<string, unknown> = { ...message };
	for (const [name, field] of Object.entries(entries)) {
		const value = salvagePart(field, message[name], part ? `${part}.${name}` : name, report);
		salvaged[name] = value === LOST ? MESSAGES.get(schema)?.[name] : value;
		if (salvaged[name] === undefined) delete salvaged[name];
	}
	return salvaged;
}

/** An entry of a list, repaired; none if that is not possible. */
function salvageEntry(schema: Schema<unknown>, entry: unknown, part: string, report: Report): readonly unknown[] {
	const { issue } = parseWithIssue(schema, entry);
	if (!issue) return [entry];
	if (schema === timelineItemSchema) return salvageItem(entry, part, issue, report);
	if (part === "patches" && isRecord(entry)) return [salvagePatch(entry, report)];
	report({ part, issue, outcome: "left out" });
	return [];
}

function salvageItem(item: unknown, list: string, issue: SchemaIssue, report: Report): readonly unknown[] {
	const isPlaced = isRecord(item) && typeof item.id === "string" && Number.isFinite(item.order);
	const part = `${list}.${isRecord(item) ? item.kind : typeof item}`;
	report({ part, issue, outcome: isPlaced ? "shown as unknown" : "left out" });
	if (!isPlaced) return [];
	const seq = typeof item.seq === "number" ? item.seq : 0;
	return [toUnknownItem({ ...item, id: String(item.id), order: Number(item.order), seq, kind: String(item.kind) })];
}

/** A patch as a whole cannot be left out: what it changes would be missing without anybody knowing. */
function salvagePatch(patch: UnknownRecord, report: Report): unknown {
	if (patch.kind === "item") {
		const { issue } = parseWithIssue(timelineItemSchema, patch.item);
		const [item = patch.item] = issue ? salvageItem(patch.item, "patches", issue, report) : [patch.item];
		return { ...patch, item };
	}
	if (patch.kind === "session")
		return { ...patch, change: salvageMessage(sessionChangeSchema, patch.change, prefixed("patches.session", report)) };
	if (patch.kind !== "participants") return patch;
	const participants = salvagePart(list(participantSchema), patch.participants, "patches.participants", report);
	return { ...patch, participants };
}

const prefixed =
	(prefix: string, report: Report): Report =>
	(malformed) =>
		report({ ...malformed, part: `${prefix}.${malformed.part}` });
