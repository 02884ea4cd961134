import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticateConnection } from "../../actors/access/identity.ts";
import { RateLimiter } from "../../actors/access/RateLimiter.ts";
import { DEFAULT_WORKSPACE_LIMITS } from "../../actors/options/workspaceLimits.ts";
import type { WorkspaceConnection } from "../../src/core/index.ts";
import { type ActionName, type ActionRequest, LIMITS, PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { requireFilesFit } from "../../src/rules/attachments.ts";
import { answerQuestion } from "../../src/rules/questions.ts";
import { Refusal } from "../../src/rules/refusals.ts";
import { askForWheel } from "../../src/rules/wheel.ts";
import { workspaceIdProblem } from "../../src/rules/workspaceId.ts";
import { createMemoryWorkspace, type MemoryPerson } from "../../src/testing/index.ts";
import { type ActionTable, openLocalActions } from "../faults/inputs/openLocalActions.ts";

// Each refusal of docs/limits.md at its limit and one over it, against both workspaces where a request shows it.

type Call = (action: ActionName, request: unknown) => Promise<string>;

const ADA: MemoryPerson = { userId: "ada", name: "Ada", role: "owner" };
const BEN: MemoryPerson = { userId: "ben", name: "Ben", role: "owner" };

async function connect(workspace: ReturnType<typeof createMemoryWorkspace>, person: MemoryPerson): Promise<Call> {
	const { promise, resolve } = Promise.withResolvers<void>();
	const ignore = () => undefined;
	const events = { onPatches: ignore, onHead: ignore, onPresence: ignore };
	const listener = { onOpen: resolve, onLost: ignore, onRefused: ignore, ...events };
	const connection: WorkspaceConnection = workspace.connect(person)(listener);
	await promise;
	return (action, request) =>
		connection.call(action, request as ActionRequest<typeof action>, { timeoutMs: 5_000 }).then(
			() => "answered",
			({ code }: { readonly code: string }) => code,
		);
}

/** Its turns never end, so that prompts wait. */
const openMemory = () => createMemoryWorkspace({ files: {}, onPrompt: () => new Promise(() => {}) });

let actor: ActionTable;
beforeAll(async () => {
	actor = await openLocalActions();
});
afterAll(() => actor.close());

const openWorkspaces = async (): Promise<readonly (readonly [string, Call])[]> => [
	["in memory", await connect(openMemory(), ADA)],
	["actor", async (action, request) => (await actor.call({ action, args: [request] } as never)).code],
];

const jsonOf = (bytes: number) => ({ a: "x".repeat(bytes - '{"a":""}'.length) });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `file-${index}`);
const pixels = "data:image/png;base64,";
const file = { name: "a.bin", mimeType: "image/png", offset: 0, data: "" };
let uploads = 0;
const upload = (request: object) => ({ ...file, attachmentId: `upload-${++uploads}`, ...request });

/** `request` is given the limit, and one more; at the limit nothing is refused with that code. */
const REQUESTS: readonly {
	readonly limit: keyof typeof LIMITS;
	readonly action: ActionName;
	readonly request: (size: number) => object;
	readonly code: string;
}[] = [
	{
		limit: "promptCharacters",
		action: "prompt",
		request: (size) => ({ text: "x".repeat(size) }),
		code: "prompt_too_long",
	},
	{
		limit: "promptAttachments",
		action: "prompt",
		request: (size) => ({ text: "x", attachments: ids(size) }),
		code: "invalid_argument",
	},
	{
		limit: "promptNotes",
		action: "prompt",
		request: (size) => ({ text: "x", notes: ids(size) }),
		code: "invalid_argument",
	},
	{
		limit: "declineReasonCharacters",
		action: "declineSuggestion",
		request: (size) => ({ clientId: `decline-${size}`, promptId: "none", reason: "x".repeat(size) }),
		code: "invalid_argument",
	},
	{
		limit: "wheelMinutes",
		action: "takeWheel",
		request: (size) => ({ clientId: `wheel-${size}`, minutes: size }),
		code: "invalid_argument",
	},
	{
		limit: "noteCharacters",
		action: "addNote",
		request: (size) => ({ clientId: `note-${size}`, text: "x".repeat(size) }),
		code: "invalid_argument",
	},
	{
		limit: "noteMentions",
		action: "addNote",
		request: (size) => ({
			clientId: `people-${size}`,
			text: "x",
			mentions: ids(size).map((userId) => ({ userId, name: "x" })),
		}),
		code: "invalid_argument",
	},
	{
		limit: "mentionNameCharacters",
		action: "addNote",
		request: (size) => ({ clientId: `name-${size}`, text: "x", mentions: [{ userId: "ben", name: "x".repeat(size) }] }),
		code: "invalid_argument",
	},
	{
		limit: "emojiCharacters",
		action: "reactToNote",
		request: (size) => ({
			clientId: `emoji-${size}`,
			noteId: "none",
			emoji: "👍".repeat(size / 2) + "️".repeat(size % 2),
			on: true,
		}),
		code: "invalid_argument",
	},
	{
		limit: "promptMetadataBytes",
		action: "prompt",
		request: (size) => ({ text: "x", metadata: jsonOf(size) }),
		code: "invalid_argument",
	},
	{
		limit: "clientIdCharacters",
		action: "prompt",
		request: (size) => ({ text: "x", clientId: "x".repeat(size) }),
		code: "invalid_argument",
	},
	{
		limit: "attachmentBytes",
		action: "uploadAttachment",
		request: (size) => upload({ size }),
		code: "attachment_too_large",
	},
	{
		limit: "attachmentChunkBytes",
		action: "uploadAttachment",
		request: (size) => upload({ size: 100_000, data: Buffer.alloc(size).toString("base64") }),
		code: "invalid_argument",
	},
	{
		limit: "thumbnailCharacters",
		action: "uploadAttachment",
		request: (size) => upload({ size: 1, thumbnail: pixels + "A".repeat(size - pixels.length) }),
		code: "invalid_argument",
	},
	{
		limit: "titleCharacters",
		action: "renameWorkspace",
		request: (size) => ({ clientId: `title-${size}`, title: "x".repeat(size) }),
		code: "invalid_argument",
	},
	{
		limit: "pathCharacters",
		action: "listFiles",
		request: (size) => ({ path: "x".repeat(size) }),
		code: "invalid_argument",
	},
	{
		limit: "presencePathCharacters",
		action: "updatePresence",
		request: (size) => ({ status: "here", typing: null, itemId: null, path: "x".repeat(size), have: null }),
		code: "invalid_argument",
	},
	{
		limit: "windowItems",
		action: "getHistory",
		request: (size) => ({ before: 1, limit: size }),
		code: "invalid_argument",
	},
	{
		limit: "auditEntries",
		action: "getAuditLog",
		request: (size) => ({ limit: size }),
		code: "invalid_argument",
	},
	{
		limit: "filePageBytes",
		action: "readFile",
		request: (size) => ({ path: "a", limit: size }),
		code: "invalid_argument",
	},
	{
		limit: "foundFiles",
		action: "findFiles",
		request: (size) => ({ query: "", limit: size }),
		code: "invalid_argument",
	},
	{
		limit: "contentPageBytes",
		action: "readContent",
		request: (size) => ({ id: "a", offset: size }),
		code: "invalid_argument",
	},
];

test.each(REQUESTS)("$limit: one more is refused with $code", async ({ limit, action, request, code }) => {
	for (const [name, call] of await openWorkspaces()) {
		expect([name, await call(action, request(LIMITS[limit]))]).not.toEqual([name, code]);
		expect([name, await call(action, request(LIMITS[limit] + 1))]).toEqual([name, code]);
	}
});

describe("the queue", () => {
	test("takes as many prompts of one person as their share, and as many of all as it has places", async () => {
		const workspace = openMemory();
		const ada = await connect(workspace, ADA);
		const ben = await connect(workspace, BEN);
		// The first one runs.
		for (let sent = 0; sent <= LIMITS.queuedPromptsPerPerson; sent++)
			expect(await ada("prompt", { text: "x" })).toBe("answered");
		expect(workspace.get().queue).toHaveLength(LIMITS.queuedPromptsPerPerson);
		expect(await ada("prompt", { text: "x" })).toBe("queue_full");
		for (let waiting = LIMITS.queuedPromptsPerPerson; waiting < LIMITS.queuedPrompts; waiting++)
			expect(await ben("prompt", { text: "x" })).toBe("answered");
		expect(await ben("prompt", { text: "x" })).toBe("queue_full");
	});

	test("of the actor has the same share", async () => {
		const fresh = await openLocalActions();
		const call: Call = async (action, request) => (await fresh.call({ action, args: [request] } as never)).code;
		for (let sent = 0; sent < LIMITS.queuedPromptsPerPerson; sent++)
			expect(await call("prompt", { text: "x" })).toBe("answered");
		expect(await call("prompt", { text: "x" })).toBe("queue_full");
		expect(await call("sync", { protocol: PROTOCOL_VERSION, have: null })).toBe("answered");
		await fresh.close();
	});
});

function refusalOf(act: () => unknown): object {
	try {
		act();
	} catch (error) {
		if (error instanceof Refusal) return { ...error.info, ...error.facts };
	}
	return expect.unreachable("nothing was refused");
}

test("suggestions: as many of one person as their share, as many of all as there may wait, and no fewer prompts", async () => {
	const workspace = openMemory();
	const people = LIMITS.suggestions / LIMITS.suggestionsPerPerson;
	const suggest = (call: Call, id: string) => call("suggestPrompt", { clientId: id, text: "x" });
	for (let person = 0; person < people; person++) {
		const call = await connect(workspace, { userId: `person-${person}`, name: "Ada", role: "commenter" });
		for (let count = 0; count < LIMITS.suggestionsPerPerson; count++)
			expect(await suggest(call, `${count}`)).toBe("answered");
		expect(await suggest(call, "more")).toBe("queue_full");
	}
	expect(await suggest(await connect(workspace, BEN), "last")).toBe("queue_full");
	expect(await (await connect(workspace, ADA))("prompt", { text: "x" })).toBe("answered");
});

test("people who ask for the wheel", () => {
	const asked = (count: number) => ids(count).map((userId) => ({ userId, name: "x", at: 1 }));
	const ask = (count: number) =>
		askForWheel(
			{ by: { userId: "ada", name: "Ada" }, until: 1, asked: asked(count) },
			{ by: { ...BEN, role: "editor" }, now: 1 },
		);
	expect(ask(LIMITS.wheelAskers - 1)).toMatchObject({ response: { asked: true } });
	expect(ask(LIMITS.wheelAskers)).toEqual({ response: { asked: false } });
});

describe("what is checked apart from single requests", () => {
	test("the id of a workspace", () => {
		expect(workspaceIdProblem("ü".repeat(LIMITS.workspaceIdBytes / 2))).toBeNull();
		expect(workspaceIdProblem(`${"ü".repeat(LIMITS.workspaceIdBytes / 2)}x`)).toBe("is 129 bytes long");
	});

	test("the files of a prompt together", () => {
		const half = { size: LIMITS.promptAttachmentBytes / 2 };
		requireFilesFit([half, half]);
		expect(refusalOf(() => requireFilesFit([half, half, { size: 1 }]))).toMatchObject({ code: "attachment_too_large" });
	});

	test("the metadata of a person", async () => {
		const identify = (bytes: number) =>
			authenticateConnection(
				() => ({ userId: "ada", name: "Ada", role: "editor", metadata: jsonOf(bytes) }),
				{ params: undefined, workspaceId: "a", request: undefined },
				() => undefined,
			);
		await expect(identify(LIMITS.personMetadataBytes)).resolves.toMatchObject({ userId: "ada" });
		await expect(identify(LIMITS.personMetadataBytes + 1)).rejects.toMatchObject({ code: "unauthenticated" });
	});

	test("the answer to a question", () => {
		const field = { name: "a", title: "A", type: "text", required: false } as const;
		const base = { id: "q", order: 1, seq: 1, turnId: null, createdAt: 0, message: "?" };
		const request = { type: "form", fields: [field] } as const;
		const question = { ...base, kind: "question", request, state: { status: "pending" } } as never;
		const by = { userId: "ada", name: "Ada" };
		const answer = (bytes: number) => answerQuestion(question, { action: "accept", answer: jsonOf(bytes), by, at: 0 });
		expect(answer(LIMITS.answerBytes)).toMatchObject({ state: { status: "answered" } });
		expect(refusalOf(() => answer(LIMITS.answerBytes + 1))).toMatchObject({ code: "answer_invalid" });
	});
});

describe("the rates of a person", () => {
	test.each([
		["prompts", DEFAULT_WORKSPACE_LIMITS.promptsPerMinute],
		["actions", DEFAULT_WORKSPACE_LIMITS.actionsPerMinute],
		["attachmentBytes", DEFAULT_WORKSPACE_LIMITS.attachmentBytesPerMinute],
		["presence", DEFAULT_WORKSPACE_LIMITS.presencePerMinute],
	] as const)("%s: one more is refused with the time to wait, and another person is not affected", (rate, limit) => {
		const limiter = new RateLimiter({ limits: DEFAULT_WORKSPACE_LIMITS, now: () => 0 });
		limiter.consume("ada", rate, limit);
		const refused = refusalOf(() => limiter.consume("ada", rate));
		expect(refused).toMatchObject({ code: "rate_limited", retryAfterMs: expect.any(Number) });
		limiter.consume("ben", rate);
	});
});
