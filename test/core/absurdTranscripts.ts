import type { TimelineItem, Transcript } from "../../src/protocol/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";

const ITEMS: readonly TimelineItem[] = sampleTimeline(
	{ ...sample.prompt, state: "done", result: sample.result },
	sample.thought,
	sample.message,
	sample.readCall,
	sample.editCall,
	sample.answeredApproval,
	sample.note,
	sample.event,
	sample.notice,
);

const TRANSCRIPT: Transcript = {
	format: "workspace-chat-transcript",
	version: 1,
	workspaceId: "acme/web",
	title: "Retry uploads",
	agent: "claude",
	folder: "/work",
	exportedAt: 1_790_000_000_000,
	people: [{ userId: "ada", name: "Ada" }],
	items: ITEMS,
};

type Change = Readonly<Record<string, unknown>>;

/** The transcript as a file, with other fields. */
const file = (change: Change = {}) => JSON.stringify({ ...TRANSCRIPT, ...change });
/** The file with other fields in each of its items, or in those of a kind. */
const withItems = (change: Change, kind?: TimelineItem["kind"]) =>
	file({ items: ITEMS.map((item) => (kind === undefined || item.kind === kind ? { ...item, ...change } : item)) });
/** The file with something else in the place of a string that nothing else has. */
const withRaw = (change: Change, raw: string, kind?: TimelineItem["kind"]) =>
	withItems(change, kind).replaceAll('"<raw>"', raw);

const RAW = "<raw>";
const LONG = "long ".repeat(2_000_000);
const deep = (depth: number) => `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`;
const result = (change: Change) => ({ result: { ...sample.result, ...change } });

/** Files that nobody would write, each with whether it can still be shown. */
export const ABSURD_TRANSCRIPTS: Readonly<Record<string, { readonly json: string; readonly isShown: boolean }>> = {
	"as it should be": { json: file(), isShown: true },
	nothing: { json: "", isShown: false },
	"no JSON": { json: "{", isShown: false },
	null: { json: "null", isShown: false },
	"a list": { json: "[]", isShown: false },
	"items that are no list": { json: file({ items: {} }), isShown: false },
	"items that are null": { json: file({ items: [null] }), isShown: false },
	"a version of its own": { json: file({ version: "1" }), isShown: false },
	"a version to come": { json: file({ version: 1e300 }), isShown: false },
	"no people": { json: file({ people: null }), isShown: false },
	"people without names": { json: file({ people: [{ userId: 7 }] }), isShown: false },
	"a title of 10 MB": { json: file({ title: LONG }), isShown: true },
	"an agent that is a number": { json: file({ agent: 7 }), isShown: false },
	"a time beyond all calendars": { json: withItems({ createdAt: 1e300 }), isShown: false },
	"a time that no date has": { json: withItems({ createdAt: 8.64e15 + 1 }), isShown: false },
	"a time without end": { json: withRaw({ createdAt: RAW }, "1e999"), isShown: false },
	"a time before 1970": { json: withItems({ createdAt: -1 }), isShown: true },
	"times backwards": {
		json: file({ items: ITEMS.map((item, index) => ({ ...item, createdAt: 1_000_000 - index })) }),
		isShown: true,
	},
	"a time that is null": { json: withItems({ createdAt: null }), isShown: false },
	"a time that is a text": { json: withItems({ createdAt: "now" }), isShown: false },
	"an end at the end of all calendars": {
		json: withItems({ endedAt: 253_402_300_799_000 }, "tool_call"),
		isShown: true,
	},
	"an end before its beginning": { json: withItems({ endedAt: -62_135_596_800_000 }, "thought"), isShown: true },
	"an export beyond all calendars": { json: file({ exportedAt: 1e300 }), isShown: false },
	"orders that are huge": { json: withItems({ order: 1.7e308 }), isShown: true },
	"orders without end": { json: withRaw({ order: RAW }, "1e999"), isShown: false },
	"orders that are the same": { json: withItems({ order: 0, seq: 0 }), isShown: true },
	"ids that are the same": { json: withItems({ id: "one" }), isShown: true },
	"a turn without end": { json: withItems(result({ durationMs: 1e300, waitedMs: -1e300 }), "prompt"), isShown: true },
	"a turn that ends beyond all calendars": { json: withItems(result({ endedAt: 1e300 }), "prompt"), isShown: false },
	"counts that are negative": { json: withItems(result({ toolCalls: -1, commands: -1e300 }), "prompt"), isShown: true },
	"a usage in no currency": {
		json: withItems(result({ usage: { used: 1e300, size: 0, cost: { amount: 1e300, currency: "gold" } } }), "prompt"),
		isShown: true,
	},
	"kinds that nobody knows": { json: withItems({ kind: "hologram", createdAt: 1e300, text: {} }), isShown: true },
	"kinds of the prototype": { json: withItems({ kind: "__proto__" }), isShown: true },
	"a kind that is a number": { json: withItems({ kind: 7 }), isShown: false },
	"a message of 10 MB": { json: withItems({ text: LONG }, "message"), isShown: true },
	"a prompt of 10 MB": { json: withItems({ text: LONG }, "prompt"), isShown: true },
	"an output of 10 MB": { json: withItems({ rawOutput: LONG, title: LONG }, "tool_call"), isShown: true },
	"a note of 10 MB": { json: withItems({ text: LONG }, "note"), isShown: true },
	"values in values": { json: withRaw({ rawInput: RAW, rawOutput: RAW }, deep(3_000), "tool_call"), isShown: true },
	"calls in themselves": {
		json: file({
			items: ITEMS.map((item) => ({ ...item, ...(item.kind === "tool_call" && { parentId: item.id }) })),
		}),
		isShown: true,
	},
	"calls in each other": {
		json: file({
			items: ITEMS.map((item) => {
				if (item.kind !== "tool_call") return item;
				return { ...item, parentId: item.id === sample.readCall.id ? sample.editCall.id : sample.readCall.id };
			}),
		}),
		isShown: true,
	},
	"notes about themselves": {
		json: withItems({ about: { itemId: sample.note.id }, threadId: sample.note.id }, "note"),
		isShown: true,
	},
	"notes at no line": {
		json: withItems({ about: { itemId: sample.editCall.id, path: "", line: -1e300 } }, "note"),
		isShown: true,
	},
	"halves of characters": { json: withItems({ text: "\ud83d", title: "\udc4d" }), isShown: true },
	"a request in no state": { json: withItems({ state: { status: "dreaming" } }, "approval"), isShown: true },
	"a call in no state": { json: withItems({ status: "dreaming", toolKind: "magic" }, "tool_call"), isShown: true },
	"states that nobody knows": {
		json: withItems({ state: "dreaming" }, "prompt"),
		isShown: true,
	},
};
