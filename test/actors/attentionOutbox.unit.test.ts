import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { AttentionReport, OnAttention } from "../../actors/attention/onAttention.ts";
import { countWaiting } from "../../actors/database/attentionTable.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import type { PromptItem, TurnResult } from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const GRACE_MS = 3_000;

const approval: UnplacedItem<"approval"> = {
	kind: "approval",
	id: "asked",
	turnId: null,
	createdAt: 7,
	toolCall: {
		toolCallId: "1",
		title: "Run the tests",
		toolKind: "execute",
		status: "pending",
		locations: [],
		content: [],
	},
	options: [{ optionId: "yes", name: "Yes", optionKind: "allow_once" }],
	state: { status: "pending" },
};
const answered = { ...approval, state: { status: "answered", optionId: "yes", by: BEN, answeredAt: 9 } } as const;

const result: TurnResult = {
	stopReason: "end_turn",
	error: null,
	endedAt: Date.now(),
	durationMs: 10,
	files: [],
	toolCalls: 0,
	commands: 0,
	approvals: 0,
	usage: null,
};
const prompt = (change: Partial<PromptItem> = {}): UnplacedItem<"prompt"> => ({
	kind: "prompt",
	id: "prompt",
	turnId: "turn",
	createdAt: 7,
	by: ADA,
	clientId: "client",
	text: "Test it",
	attachments: [],
	state: "done",
	result,
	...change,
});

interface OpenOptions {
	readonly escalateAfterMs?: number;
	readonly onAttention?: OnAttention;
	readonly db?: LocalWorkspace["db"];
	readonly roles?: "host" | "workspace";
}

async function open({ onAttention, db, roles = "host", escalateAfterMs = 0 }: OpenOptions = {}) {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
	onTestFinished(() => void vi.useRealTimers());
	const reports: AttentionReport[] = [];
	const log: LogEntry[] = [];
	const opened = await openLocalWorkspace(
		{
			sandbox: { baseUrl: "http://127.0.0.1:9" },
			roles,
			limits: { escalateAfterMs },
			onLog: (entry) => void log.push(entry),
			onAttention(report) {
				reports.push(report);
				return onAttention?.(report);
			},
		},
		db,
	);
	const { writer } = opened.workspace;
	const put = (...items: readonly UnplacedItem<"approval" | "prompt" | "question">[]) =>
		writer.commit("test", async (act) => {
			for (const item of items) act.put(item);
		});
	const told = () => reports.map(({ id, state }) => `${id} ${state}`);
	const logged = (name: string) => log.filter(({ event }) => event === name);
	return { ...opened, ...opened.workspace, put, reports, told, logged };
}

const pass = async (ms: number) => {
	await vi.advanceTimersByTimeAsync(ms);
	// The database answers in real time.
	for (let turn = 0; turn < 20; turn++) await new Promise<void>((resume) => setImmediate(resume));
};

describe("a permission request", () => {
	test("is reported once it has waited for a moment, and that it is settled", async () => {
		const { put, reports, told } = await open();
		await put(approval);
		await pass(GRACE_MS - 100);
		expect(told()).toEqual([]);
		await pass(200);
		expect(reports).toEqual([
			{
				id: "approval:asked",
				state: "waiting",
				kind: "approval",
				isEscalation: false,
				workspaceId: "local",
				itemId: "asked",
				since: 7,
				text: "Run the tests",
				role: "approver",
				people: [],
				attempt: 1,
			},
		]);
		await put({ ...approval, votes: [] });
		await put(answered);
		await pass(100);
		expect(told()).toEqual(["approval:asked waiting", "approval:asked settled"]);
		expect(reports[1]).toMatchObject({ settledBy: BEN, people: [] });
		await pass(60_000);
		expect(told()).toHaveLength(2);
	});

	test("is not reported if it is settled at once", async () => {
		const { put, told, db } = await open();
		await put(approval);
		await put(answered);
		await pass(60_000);
		expect(told()).toEqual([]);
		expect(await db.execute("SELECT * FROM attention")).toEqual([]);
	});

	test("that nobody settles is reported once more after a while, and not if it is settled before", async () => {
		const { put, reports, told } = await open({ escalateAfterMs: 60_000 });
		await put(approval, { ...approval, id: "quick" });
		await pass(GRACE_MS);
		await put({ ...answered, id: "quick" });
		await pass(56_000);
		expect(reports.some(({ isEscalation }) => isEscalation)).toBe(false);
		await pass(2_000);
		expect(reports.filter(({ isEscalation }) => isEscalation)).toMatchObject([
			{ id: "escalation:approval:asked", state: "waiting", kind: "approval", itemId: "asked" },
		]);
		await put(answered);
		await pass(100);
		expect(told().slice(-2)).toEqual(["approval:asked settled", "escalation:approval:asked settled"]);
	});

	test("says who takes care of it", async () => {
		const { put, reports } = await open();
		await put({ ...approval, claim: { by: BEN, at: 8 } });
		await pass(GRACE_MS);
		expect(reports[0]).toMatchObject({ claimedBy: BEN });
	});

	test("names those who have the workspace open and may answer", async () => {
		const { put, reports, presence } = await open();
		presence.join("one", { ...ADA, role: "viewer" });
		presence.join("two", { ...BEN, role: "owner" });
		await put({ ...approval, requirements: { role: "owner", approvers: 1 } });
		await pass(GRACE_MS);
		expect(reports[0]).toMatchObject({ role: "owner", people: [{ ...BEN, isConnected: true }] });
	});

	test("names those who may answer and are not here, and nobody whose role is too low", async () => {
		const { put, reports, people, presence } = await open();
		presence.join("one", { ...ADA, role: "owner" });
		people.open({ ...ADA, role: "owner" });
		people.open({ ...BEN, role: "approver" });
		people.open({ userId: "cleo", name: "Cleo", role: "editor" });
		await pass(100);
		await put(approval);
		await pass(GRACE_MS);
		expect(reports[0]?.people).toEqual([
			{ ...ADA, isConnected: true },
			{ ...BEN, isConnected: false },
		]);
	});

	test("that is settled while the host is being told is told as settled, too", async () => {
		const answers: (() => void)[] = [];
		const { put, told } = await open({ onAttention: () => new Promise((resolve) => void answers.push(resolve)) });
		await put(approval);
		await pass(GRACE_MS);
		expect(told()).toEqual(["approval:asked waiting"]);
		await put(answered);
		answers[0]?.();
		await pass(100);
		expect(told()).toEqual(["approval:asked waiting", "approval:asked settled"]);
	});

	test("that the host was being told when the process ended is settled by the next", async () => {
		const first = await open({ onAttention: () => new Promise(() => {}) });
		await first.put(approval);
		await pass(GRACE_MS);
		expect(first.told()).toEqual(["approval:asked waiting"]);
		await first.sleep();
		await first.db.execute("UPDATE items SET open = 1");
		const next = await open({ db: first.db });
		await pass(100);
		expect(next.told().at(-1)).toBe("approval:asked settled");
	});

	test("that waited when the process ended is settled by the next", async () => {
		const first = await open();
		await first.put(approval);
		await pass(GRACE_MS);
		await first.sleep();
		await first.db.execute("UPDATE items SET open = 1");
		const next = await open({ db: first.db });
		await pass(100);
		expect(next.told()).toEqual(["approval:asked settled"]);
	});
});

describe("the end of a turn", () => {
	test.each([
		["done", "turn_finished"],
		["cancelled", "turn_finished"],
		["failed", "turn_failed"],
		["interrupted", "turn_failed"],
	] as const)("of a prompt that is %s is reported to its author as %s", async (state, kind) => {
		const { put, reports } = await open();
		await put(prompt({ state }));
		await pass(GRACE_MS);
		expect(reports).toHaveLength(1);
		expect(reports[0]).toMatchObject({ id: "turn:prompt", kind, people: [{ ...ADA, isConnected: false }], role: null });
	});

	test("is not reported to an author who has stopped it", async () => {
		const { put, told } = await open();
		await put(prompt({ state: "cancelled", result: { ...result, stoppedBy: ADA } }));
		await pass(GRACE_MS);
		expect(told()).toEqual([]);
	});

	test("is settled when its author has read on", async () => {
		const { put, told, readMarks } = await open();
		await put(prompt());
		await pass(GRACE_MS);
		await readMarks.mark({ userId: "ben", connectionId: null }, 1);
		await pass(100);
		expect(told()).toEqual(["turn:prompt waiting"]);
		await readMarks.mark({ userId: "ada", connectionId: null }, 1);
		await pass(100);
		expect(told()).toEqual(["turn:prompt waiting", "turn:prompt settled"]);
	});

	test("is not reported to an author who sees it", async () => {
		const { put, told, readMarks } = await open();
		await put(prompt());
		await readMarks.mark({ userId: "ada", connectionId: null }, 1);
		await pass(60_000);
		expect(told()).toEqual([]);
	});
});

describe("a suggestion", () => {
	const CLEO = { userId: "cleo", name: "Cleo" };
	const suggested = (change: Partial<PromptItem> = {}) =>
		prompt({ by: CLEO, state: "queued", turnId: null, result: null, suggestion: { needs: "editor" }, ...change });
	const declined = suggested({ state: "withdrawn", withdrawal: { reason: "declined", person: BEN } });

	async function openWithPeople(options?: OpenOptions) {
		const opened = await open(options);
		for (const [index, person] of [
			{ ...ADA, role: "owner" } as const,
			{ ...BEN, role: "editor" } as const,
			{ ...CLEO, role: "commenter" } as const,
		].entries())
			opened.presence.join(`connection-${index}`, person);
		const [ada, ben] = [{ ...ADA, role: "owner" } as const, { ...BEN, role: "editor" } as const];
		const take = (by: typeof ada | typeof ben) => opened.wheel.take(by, { clientId: createClientId(), minutes: 10 });
		const names = () => opened.reports.map(({ state, people }) => [state, ...people.map(({ userId }) => userId)]);
		return { ...opened, ada, ben, take, names };
	}

	test("is reported to everybody who may send it, once, and says who has decided", async () => {
		const { put, reports } = await openWithPeople();
		await put(suggested());
		await pass(GRACE_MS);
		expect(reports).toMatchObject([
			{ id: "suggestion:prompt", kind: "suggestion", role: "editor", itemId: "prompt", text: "Test it" },
		]);
		expect(reports[0]?.people.map(({ userId }) => userId)).toEqual(["ada", "ben"]);
		await put(suggested({ text: "Test all of it", suggestion: { needs: "editor", revision: 1 } }));
		await pass(GRACE_MS);
		await put(declined);
		await pass(100);
		expect(reports.slice(1)).toMatchObject([{ id: "suggestion:prompt", state: "settled", settledBy: BEN }]);
	});

	test("does not wait for its author, even if they may send it", async () => {
		const { put, names } = await openWithPeople();
		await put(suggested({ by: BEN }));
		await pass(GRACE_MS);
		expect(names()).toEqual([["waiting", "ada"]]);
	});

	test("waits for the holder of the wheel alone, and for the others once nobody has it", async () => {
		const { put, names, take, ben, wheel, reports } = await openWithPeople();
		await take(ben);
		await put(suggested());
		await pass(GRACE_MS);
		expect(names()).toEqual([["waiting", "ben"]]);
		expect(reports[0]?.role).toBeNull();
		await wheel.release(ben, { clientId: createClientId() });
		await pass(GRACE_MS);
		expect(names().slice(1)).toEqual([
			["settled", "ben"],
			["waiting", "ada", "ben"],
		]);
		await put(declined);
		await pass(100);
		expect(names().slice(3)).toEqual([["settled", "ada", "ben"]]);
	});

	test("that waited for everybody waits for whoever takes the wheel, and not for its author when they take it", async () => {
		const { put, names, take, ada, ben, db } = await openWithPeople();
		await put(suggested());
		await pass(GRACE_MS);
		await take(ben);
		await pass(GRACE_MS);
		await take(ada);
		await pass(GRACE_MS);
		expect(names().slice(1)).toEqual([
			["settled", "ada", "ben"],
			["waiting", "ben"],
			["settled", "ben"],
			["waiting", "ada"],
		]);
		await put(declined);
		await put(suggested({ id: "own", by: ADA }));
		await pass(GRACE_MS);
		expect(await db.execute("SELECT * FROM attention")).toEqual([]);
	});

	test("goes to the others when the holder is erased, and the timeline says that the wheel is free", async () => {
		const { put, names, take, ben, erasure, wheel, sessionStore, db } = await openWithPeople();
		await take(ben);
		await put(suggested());
		await pass(GRACE_MS);
		await erasure.erase("ben", { attachments: false });
		expect(wheel.current()).toBeNull();
		expect(sessionStore.get().wheel).toBeNull();
		await pass(GRACE_MS);
		expect(names().at(-1)?.slice(0, 2)).toEqual(["waiting", "ada"]);
		const events = await db.execute<{ body: string }>("SELECT body FROM items WHERE kind = 'event'");
		expect(events.map(({ body }) => JSON.parse(body).event)).toMatchObject([
			{ change: "taken" },
			{ change: "access_ended", from: { name: "Deleted user" }, to: null },
		]);
	});

	test("is not reported again after a while: the agent does not wait for it", async () => {
		const { put, reports } = await openWithPeople({ escalateAfterMs: 10_000 });
		await put(suggested());
		await pass(60_000);
		expect(reports).toHaveLength(1);
	});

	test("that was sent reports the end of its turn to its author and to whoever has sent it", async () => {
		const { put, reports } = await openWithPeople();
		await put(prompt({ by: CLEO, sentBy: BEN }));
		await pass(GRACE_MS);
		expect(reports.map(({ id, kind, people }) => [id, kind, people.map(({ userId }) => userId)])).toEqual([
			["turn:prompt", "turn_finished", ["cleo"]],
			["turn:prompt:ben", "turn_finished", ["ben"]],
		]);
	});

	test("that was sent by its author reports it once, and not to whoever has stopped the turn", async () => {
		const { put, told } = await openWithPeople();
		await put(prompt({ sentBy: ADA }));
		await put(prompt({ id: "stopped", by: CLEO, sentBy: BEN, result: { ...result, stoppedBy: BEN } }));
		await pass(GRACE_MS);
		expect(told()).toEqual(["turn:prompt waiting", "turn:stopped waiting"]);
	});
});

describe("somebody who asks for the wheel", () => {
	const editor = (person: typeof ADA) => ({ ...person, role: "editor" }) as const;
	const request = () => ({ clientId: createClientId() });

	async function openAsked(options?: OpenOptions) {
		const opened = await open(options);
		opened.presence.join("one", editor(ADA));
		opened.presence.join("two", editor(BEN));
		await opened.wheel.take(editor(ADA), { ...request(), minutes: 10 });
		await opened.wheel.ask(editor(BEN), request());
		await opened.wheel.ask(editor(BEN), request());
		await pass(GRACE_MS);
		const settled = () => opened.reports.slice(1).map(({ kind, state }) => `${kind} ${state}`);
		return { ...opened, settled };
	}

	test("is reported to its holder, once", async () => {
		const { reports } = await openAsked();
		expect(reports).toEqual([
			{
				id: expect.stringMatching(/^wheel:ada:ben:\d+$/),
				state: "waiting",
				kind: "wheel_request",
				isEscalation: false,
				workspaceId: "local",
				itemId: null,
				since: expect.any(Number),
				text: "Ben",
				role: null,
				people: [{ ...ADA, isConnected: true }],
				by: BEN,
				attempt: 1,
			},
		]);
	});

	test("is settled when the wheel is handed over, released, or taken by an owner", async () => {
		const handed = await openAsked();
		await handed.wheel.handOver(editor(ADA), { ...request(), userId: "ben" });
		await pass(100);
		expect(handed.settled()).toEqual(["wheel_request settled"]);

		const released = await openAsked();
		await released.wheel.release(editor(ADA), request());
		await pass(100);
		expect(released.settled()).toEqual(["wheel_request settled"]);

		const taken = await openAsked();
		await taken.wheel.take({ userId: "olga", name: "Olga", role: "owner" }, { ...request(), minutes: 5 });
		await pass(GRACE_MS);
		expect(taken.settled()).toEqual(["wheel_request settled", "wheel_request waiting"]);
		expect(taken.reports.at(-1)?.people).toMatchObject([{ userId: "olga" }]);
	});

	test("is settled when its time is over, and when they have left", async () => {
		const expired = await openAsked();
		await pass(10 * 60_000);
		expect(expired.settled()).toEqual(["wheel_request settled"]);

		const left = await openAsked();
		left.presence.leave("two");
		await pass(30_000);
		await pass(100);
		expect(left.settled()).toEqual(["wheel_request settled"]);
		expect(left.wheel.current()).toMatchObject({ by: ADA, asked: [] });
	});

	test("is not named any more once they were erased", async () => {
		const { erasure, db, wheel } = await openAsked();
		await erasure.erase("ben", { attachments: false });
		expect(wheel.current()?.asked).toEqual([]);
		expect(JSON.stringify(await db.execute("SELECT * FROM attention"))).not.toContain("ben");
	});

	test("is settled by the next process if nothing was followed meanwhile", async () => {
		const first = await openAsked();
		await first.sleep();
		await first.db.execute("UPDATE attention SET id = 'wheel:ada:ben:1'");
		const next = await open({ db: first.db });
		await pass(100);
		expect(next.told()).toEqual(["wheel:ada:ben:1 settled"]);
	});
});

test("the end of a turn is not reported again because somebody else of the prompt was erased", async () => {
	const { put, told, readMarks, erasure } = await open();
	await put(prompt({ editedBy: BEN }));
	await pass(GRACE_MS);
	await readMarks.mark({ userId: "ada", connectionId: null }, 1);
	await pass(100);
	expect(told()).toEqual(["turn:prompt waiting", "turn:prompt settled"]);
	await erasure.erase("ben", { attachments: false });
	await pass(GRACE_MS);
	expect(told()).toHaveLength(2);
});

describe("a note that names a person", () => {
	const OWNER = { ...ADA, role: "owner" } as const;
	const mentionBen = { clientId: "a", text: "@Ben, is this safe?", mentions: [BEN] };

	test("is reported to them, with who wrote it and the permission that it is about", async () => {
		const { put, notes, reports } = await open();
		await put(approval);
		const { noteId } = await notes.add(OWNER, { ...mentionBen, about: { itemId: "asked" } });
		await pass(GRACE_MS);
		expect(reports.find(({ kind }) => kind === "mention")).toEqual({
			id: `mention:${noteId}:ben`,
			state: "waiting",
			kind: "mention",
			isEscalation: false,
			workspaceId: "local",
			itemId: noteId,
			since: expect.any(Number),
			text: mentionBen.text,
			role: null,
			people: [{ ...BEN, isConnected: false }],
			by: ADA,
			about: { itemId: "asked", kind: "approval", text: "Run the tests" },
			attempt: 1,
		});
	});

	test("calls them as they call themselves, and says whether they are here", async () => {
		const { notes, reports, presence, people } = await open();
		const known = { ...BEN, name: "Benjamin", role: "viewer" } as const;
		presence.join("one", known);
		people.open(known);
		await notes.add(OWNER, mentionBen);
		await pass(GRACE_MS);
		expect(reports.map((report) => report.people)).toEqual([[{ userId: "ben", name: "Benjamin", isConnected: true }]]);
	});

	test("is settled once they have read it, and told only once, whatever happens to it then", async () => {
		const { notes, told, readMarks, db } = await open();
		const { noteId } = await notes.add(OWNER, mentionBen);
		const mention = `mention:${noteId}:ben`;
		await pass(GRACE_MS);
		await readMarks.mark({ userId: "ada", connectionId: null }, 1);
		await readMarks.mark({ userId: "ben", connectionId: null }, 0);
		await pass(100);
		expect(told()).toEqual([`${mention} waiting`]);
		await readMarks.mark({ userId: "ben", connectionId: null }, 1);
		await pass(100);
		expect(told()).toEqual([`${mention} waiting`, `${mention} settled`]);
		await notes.react(OWNER, { clientId: "b", noteId, emoji: "👍", on: true });
		await notes.edit(OWNER, { clientId: "c", noteId, text: "@Ben, is that safe?", mentions: [BEN] });
		await pass(60_000);
		expect(told()).toHaveLength(2);
		expect(await db.execute("SELECT * FROM attention")).toEqual([]);
	});

	test("is not reported to those who see it, nor to its author", async () => {
		const { notes, told, readMarks } = await open();
		await notes.add(OWNER, { clientId: "a", text: "@Ada @Ben", mentions: [ADA, BEN] });
		await readMarks.mark({ userId: "ben", connectionId: null }, 1);
		await pass(60_000);
		expect(told()).toEqual([]);
	});

	test("is reported to those whom a change adds, and settled for those whom it takes away", async () => {
		const { notes, reports, told } = await open();
		const { noteId } = await notes.add(OWNER, mentionBen);
		await pass(GRACE_MS);
		const cleo = { userId: "cleo", name: "Cleo" };
		await notes.edit(OWNER, { clientId: "b", noteId, text: "@Cleo, is this safe?", mentions: [cleo] });
		await pass(GRACE_MS);
		const [ofBen, ofCleo] = [`mention:${noteId}:ben`, `mention:${noteId}:cleo`];
		expect(told()).toEqual([`${ofBen} waiting`, `${ofBen} settled`, `${ofCleo} waiting`]);
		expect(reports.at(-1)?.people).toEqual([{ ...cleo, isConnected: false }]);
	});

	test("is settled when it is deleted", async () => {
		const { notes, told } = await open();
		const { noteId } = await notes.add(OWNER, mentionBen);
		await pass(GRACE_MS);
		await notes.delete(OWNER, { clientId: "b", noteId });
		await pass(100);
		expect(told()).toEqual([`mention:${noteId}:ben waiting`, `mention:${noteId}:ben settled`]);
	});

	test("is settled with its thread, in which nobody waits any more", async () => {
		const { notes, told } = await open();
		const { noteId } = await notes.add(OWNER, { clientId: "a", text: "Is this safe?" });
		const reply = await notes.add(OWNER, { ...mentionBen, clientId: "b", threadId: noteId });
		await pass(GRACE_MS);
		await notes.resolve(OWNER, { clientId: "c", noteId, resolved: true });
		await pass(100);
		const mention = `mention:${reply.noteId}:ben`;
		expect(told()).toEqual([`${mention} waiting`, `${mention} settled`]);
		await notes.add(OWNER, { ...mentionBen, clientId: "d", threadId: noteId });
		await pass(GRACE_MS);
		expect(told()).toHaveLength(2);
	});

	test("names nobody who was erased", async () => {
		const { notes, told, erasure } = await open();
		await notes.add(OWNER, mentionBen);
		await erasure.erase("ben", { attachments: false });
		await pass(60_000);
		expect(told()).toEqual([]);
	});
});

describe("a prompt that names a person", () => {
	const named = { by: ADA, text: "@Ben, look", mentions: [BEN], state: "running", result: null } as const;

	test("is reported to them, once, and settled when they have read it", async () => {
		const { put, reports, told, readMarks } = await open();
		await put(prompt(named));
		await put(prompt({ ...named, state: "done", result }));
		await pass(GRACE_MS);
		const mention = reports.find(({ kind }) => kind === "mention");
		expect(mention).toMatchObject({ itemId: "prompt", by: ADA, people: [{ ...BEN, isConnected: false }] });
		await readMarks.mark({ userId: "ben", connectionId: null }, 2);
		await pass(100);
		expect(told().filter((line) => line.startsWith("mention"))).toEqual([
			"mention:prompt:ben waiting",
			"mention:prompt:ben settled",
		]);
	});

	test("is settled when it is withdrawn, and names nobody who was erased", async () => {
		const { put, told, erasure } = await open();
		await put(prompt({ ...named, state: "queued" }));
		await pass(GRACE_MS);
		await put(prompt({ ...named, state: "withdrawn" }));
		await pass(100);
		expect(told()).toEqual(["mention:prompt:ben waiting", "mention:prompt:ben settled"]);
		await put(prompt({ ...named, id: "other" }));
		await erasure.erase("ben", { attachments: false });
		await pass(60_000);
		expect(told()).toHaveLength(2);
	});
});

test("nothing waits for somebody who was removed, and what did is settled", async () => {
	const { put, told, members, people, writer } = await open({ roles: "workspace" });
	await people.open({ ...BEN, role: "editor" });
	await writer.commit("test", async () => undefined);
	const named = { by: ADA, text: "@Ben, look", mentions: [BEN], state: "running", result: null } as const;
	await put(prompt(named));
	await pass(GRACE_MS);
	await members.remove({ ...ADA, role: "owner" }, { clientId: "a", userId: "ben" });
	await pass(100);
	expect(told()).toEqual(["mention:prompt:ben waiting", "mention:prompt:ben settled"]);
	await put(prompt({ ...named, id: "other" }), approval);
	await pass(GRACE_MS);
	expect(told().slice(2)).toEqual(["approval:asked waiting"]);
});

test("a queued prompt is reported as stuck when the session has failed, and settled when it is back or it is withdrawn", async () => {
	const { put, told, events } = await open();
	const queued = (name: string) =>
		prompt({ id: name, clientId: name, state: "queued", turnId: null, result: null, createdAt: 7 });
	await put(queued("one"), queued("two"));
	await pass(GRACE_MS);
	expect(told()).toEqual([]);
	events.emit("sessionFailed", { code: "sandbox_unreachable", message: "The sandbox does not answer." });
	await pass(GRACE_MS);
	expect(told()).toEqual(["prompt:one waiting", "prompt:two waiting"]);
	await put({ ...queued("one"), state: "withdrawn" });
	await pass(100);
	expect(told().slice(2)).toEqual(["prompt:one settled"]);
});

describe("a host whose function fails", () => {
	test("is told again, with the number of the attempt, and then given up", async () => {
		const { put, reports, logged } = await open({
			onAttention: () => Promise.reject(new Error("Slack is down.")),
		});
		await put(approval);
		await pass(GRACE_MS);
		for (const ms of [1_000, 2_000, 4_000, 8_000, 60_000]) await pass(ms);
		expect(reports.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
		expect(logged("attention_failed")).toHaveLength(5);
		expect(logged("attention_given_up")).toHaveLength(1);
		await put(answered);
		await pass(100);
		expect(reports.at(-1)).toMatchObject({ state: "settled", attempt: 1 });
	});

	test("does not hold up the workspace, and is told again if it never answers", async () => {
		const { put, reports } = await open({ onAttention: () => new Promise(() => {}) });
		await put(approval);
		await pass(GRACE_MS);
		await put({ ...approval, id: "other" });
		for (const ms of [11_000, 11_000, 1_000]) await pass(ms);
		expect(reports.filter(({ id }) => id === "approval:asked").map(({ attempt }) => attempt)).toEqual([1, 2]);
	});

	test("gets the other reports meanwhile", async () => {
		const { put, told } = await open({
			onAttention: ({ kind }) => (kind === "approval" ? Promise.reject(new Error("Not this one.")) : undefined),
		});
		await put(approval, prompt());
		await pass(GRACE_MS + 100);
		expect(told()).toContain("turn:prompt waiting");
	});
});

test("what was not told before the process ended is told by the next, under the same id", async () => {
	const first = await open({ onAttention: () => new Promise(() => {}) });
	await first.put(approval, prompt());
	await first.sleep();
	const next = await open({ db: first.db });
	await pass(100);
	await pass(GRACE_MS);
	expect(next.told()).toContain("turn:prompt waiting");
});

test("nothing of an erased person is reported", async () => {
	const { put, erasure, db } = await open();
	await put(prompt());
	await erasure.erase("ada", { attachments: false });
	expect(await db.execute("SELECT * FROM attention")).toEqual([]);
});

test("without the option nothing is stored", async () => {
	const { db, workspace } = await openLocalWorkspace({
		sandbox: { baseUrl: "http://127.0.0.1:9" },
		onLog: () => undefined,
	});
	await workspace.writer.commit("test", async (act) => void act.put(approval));
	expect(await db.execute("SELECT * FROM attention")).toEqual([]);
});

describe("for the list of workspaces", () => {
	const person = { ...BEN, role: "editor" } as const;

	async function openListed() {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
		onTestFinished(() => void vi.useRealTimers());
		const opened = await openLocalWorkspace({
			sandbox: { baseUrl: "http://127.0.0.1:9" },
			onLog: () => undefined,
			directory: { tenantOf: () => "acme", key: "a secret of this test, of 32 characters" },
		});
		const { writer } = opened.workspace;
		const put = (...items: readonly UnplacedItem<"approval" | "prompt">[]) =>
			writer.commit("test", async (act) => {
				for (const item of items) act.put(item);
			});
		const counts = () => countWaiting(opened.db, Date.now(), 10);
		return { ...opened, ...opened.workspace, put, counts };
	}

	test("what waits for single people is counted without a host that is told, after the grace and until they read", async () => {
		const { put, counts, db, readMarks } = await openListed();
		await put(prompt(), prompt({ id: "other", clientId: "other", by: BEN, state: "failed" }), approval);
		expect(await counts()).toEqual([]);
		await pass(GRACE_MS);
		expect(await counts()).toEqual([
			{ userId: "ada", count: 1 },
			{ userId: "ben", count: 1 },
		]);
		expect(await db.execute("SELECT DISTINCT delivered FROM attention")).toEqual([{ delivered: "waiting" }]);
		await readMarks.mark({ userId: "ada", connectionId: null }, 9);
		expect(await counts()).toEqual([{ userId: "ben", count: 1 }]);
		await pass(GRACE_MS);
		expect(await db.execute("SELECT user_id FROM attention")).toEqual([{ user_id: "ben" }]);
	});

	test("an erased person has nothing that waits", async () => {
		const { put, counts, erasure } = await openListed();
		await put(prompt({ by: person }));
		await pass(GRACE_MS);
		expect(await counts()).toHaveLength(1);
		const erasing = erasure.erase("ben", { attachments: false }).catch(() => undefined);
		await pass(60_000);
		await erasing;
		expect(await counts()).toEqual([]);
	});
});
