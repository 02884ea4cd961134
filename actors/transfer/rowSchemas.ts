import * as v from "valibot";
import { timelineItemSchema } from "../../src/protocol/anyItem.ts";
import { AUDIT_ACTORS, AUDIT_OUTCOMES, type TimelineItem } from "../../src/protocol/index.ts";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { personSchema, ROLES, roleSchema } from "../../src/protocol/participant.ts";
import { INVITE_ROLES } from "../../src/protocol/people.ts";
import { timeSchema } from "../../src/protocol/schema.ts";
import { sessionSchema } from "../../src/protocol/session.ts";
import { isOpenItem } from "../../src/rules/items.ts";

// What a workspace has stored it parses without checking. An import comes from outside, so its rows are checked here, by
// the schemas of what they hold: one row of another shape can keep the workspace from opening ever again.

/** Numbers that are counted up have room above them, and stay whole. */
const MAX_NUMBER = 2 ** 50;

const number = v.pipe(v.number(), v.minValue(-MAX_NUMBER), v.maxValue(MAX_NUMBER));
const count = v.pipe(number, v.integer(), v.minValue(0));
const flag = v.picklist([0, 1]);
const nullableText = v.nullable(v.string());

/** Text that is JSON of this shape. */
function json(schema: v.GenericSchema) {
	return v.pipe(v.string(), v.parseJson(), schema);
}

const itemRow = v.strictObject({
	id: v.string(),
	ord: number,
	seq: count,
	kind: v.string(),
	place: v.picklist(["queue", "timeline"]),
	open: flag,
	body: json(timelineItemSchema),
	wire: v.nullable(json(timelineItemSchema)),
});

/** What is read by the columns is what the item itself says. */
function isOfItem(row: v.InferOutput<typeof itemRow>): boolean {
	const item = row.body as TimelineItem;
	const wire = row.wire as TimelineItem | null;
	if (kindOf(item) !== row.kind || item.id !== row.id || item.order !== row.ord || item.seq !== row.seq) return false;
	if (wire && (wire.id !== row.id || kindOf(wire) !== row.kind)) return false;
	const isPrompt = item.kind === "prompt";
	const isQueued = isPrompt && item.state === "queued";
	return (row.place === "queue") === isQueued && (!isPrompt || isOpenItem(item) === (row.open === 1));
}

const kindOf = (item: TimelineItem) => (item.kind === "unknown" ? item.label : item.kind);

/** A session as any version has stored it: what an older one did not know is filled in when it is read. */
const storedSession = v.pipe(
	v.looseObject({ agent: v.string(), state: v.looseObject({ status: v.string() }) }),
	v.transform((session): unknown => ({ ...FILLED_IN, ...session })),
	sessionSchema,
);

const FILLED_IN = {
	sandboxId: null,
	title: null,
	configOptions: [],
	commands: [],
	usage: null,
	promptCapabilities: { image: false, audio: false, embeddedContext: false },
};

const choices = v.looseObject({
	agent: v.string(),
	choices: v.array(
		v.tuple([v.string(), v.looseObject({ name: v.string(), value: v.string(), role: v.optional(roleSchema) })]),
	),
});

/** The values that are read as something. Those that a start of another version has stored stay as they are. */
const META_VALUES = {
	epoch: count,
	startedAt: count,
	session: storedSession,
	choices,
	chosenAgent: v.string(),
	activity: v.looseObject({ at: timeSchema, hasFailed: v.boolean() }),
	agentServer: v.string(),
	setupNotTaken: v.array(v.string()),
	lastUsedAt: timeSchema,
	auditStart: v.object({ seq: count, hash: v.string() }),
	left_seq: count,
	left_at: timeSchema,
	storage_checked_at: timeSchema,
} satisfies Readonly<Record<string, v.GenericSchema>>;

const metaRow = v.variant("key", [
	...Object.entries(META_VALUES).map(([key, value]) => v.strictObject({ key: v.literal(key), value: json(value) })),
	v.strictObject({
		key: v.pipe(
			v.string(),
			v.check((key) => !Object.hasOwn(META_VALUES, key)),
		),
		value: json(v.unknown()),
	}),
]);

const sessionRecord = v.looseObject({
	id: v.string(),
	agent: v.string(),
	agentSessionId: v.string(),
	lastConnectionId: v.string(),
	createdAt: timeSchema,
});

const sessionEvent = v.looseObject({
	id: v.string(),
	eventIndex: count,
	sessionId: v.string(),
	createdAt: timeSchema,
	sender: v.picklist(["client", "agent"]),
	payload: v.custom<object>(isRecord, "Expected an object"),
});

/** The columns of each table that is part of a backup. A backup of an older version has fewer. */
export const ROW_SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
	items: v.pipe(itemRow, v.check(isOfItem, "Its columns are not those of its item")),
	sandbox_sessions: v.strictObject({ id: v.string(), created_at: timeSchema, body: json(sessionRecord) }),
	session_events: v.strictObject({
		session_id: v.string(),
		event_index: count,
		id: v.string(),
		body: json(sessionEvent),
	}),
	contents: v.strictObject({ id: v.string(), size: count, is_complete: flag, touched_at: timeSchema }),
	content_chunks: v.strictObject({ content_id: v.string(), number: count, data: v.string() }),
	attachments: v.strictObject({
		id: v.string(),
		user_id: v.string(),
		name: v.string(),
		mime_type: v.string(),
		size: count,
		received: count,
		thumbnail: nullableText,
		path: nullableText,
		prompt_id: nullableText,
		bytes: v.picklist(["kept", "dropping", "dropped"]),
		touched_at: timeSchema,
	}),
	attachment_chunks: v.strictObject({ attachment_id: v.string(), start: count, data: v.string() }),
	requests: v.strictObject({
		user_id: v.string(),
		action: v.string(),
		client_id: v.string(),
		answer: json(v.custom<object>(isRecord, "Expected an object")),
		created_at: timeSchema,
		fingerprint: v.optional(nullableText),
	}),
	reads: v.strictObject({ user_id: v.string(), ord: count, at: timeSchema }),
	audit: v.strictObject({
		seq: count,
		at: timeSchema,
		actor: v.picklist(AUDIT_ACTORS),
		author: nullableText,
		action: v.string(),
		target: nullableText,
		person: nullableText,
		outcome: v.picklist(AUDIT_OUTCOMES),
		code: nullableText,
		rule: nullableText,
		count,
		details: json(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
		hash: v.string(),
	}),
	audit_people: v.strictObject({ handle: v.string(), user_id: v.string(), name: v.string(), salt: nullableText }),
	people: v.strictObject({
		user_id: v.string(),
		name: v.string(),
		avatar_url: nullableText,
		role: v.nullable(v.picklist(ROLES)),
		first_seen_at: timeSchema,
		last_seen_at: timeSchema,
	}),
	grants: v.strictObject({
		user_id: v.string(),
		role: v.nullable(v.picklist(ROLES)),
		by_json: json(personSchema),
		invite_id: nullableText,
		at: timeSchema,
		guest: v.optional(flag),
		number: v.optional(count),
	}),
	invites: v.strictObject({
		id: v.string(),
		token_hash: v.string(),
		role: v.picklist(INVITE_ROLES),
		by_json: json(personSchema),
		created_at: timeSchema,
		expires_at: timeSchema,
		single_use: flag,
		uses: count,
		revoked_at: v.nullable(timeSchema),
		number: v.optional(count),
	}),
	meta: metaRow,
};
