import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parsePatchBatch } from "../../src/core/parse/messages.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import { type Patch, PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import type { NetworkConditions } from "../../src/testing/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import { DEADLINE } from "./deadline.ts";
import { type ConnectionProbe, openProbe } from "./openProbe.ts";
import { type OpenStore, openStore } from "./openStore.ts";
import { contentOf, endedPrompt, pendingApproval, streamedText } from "./seen.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const CLEO = { userId: "cleo", name: "Cleo" };

function patchesIn(events: ConnectionProbe["events"]): readonly Patch[] {
	return events.flatMap((entry) => (entry.kind === "patches" ? (parsePatchBatch(entry.value)?.patches ?? []) : []));
}

function itemIdOf(patch: Patch): string | undefined {
	if (patch.kind === "item") return patch.item.id;
	return "itemId" in patch ? patch.itemId : undefined;
}

function textIn(patch: Patch): string {
	return patch.kind === "item" && patch.item.kind === "message" ? patch.item.text : "";
}

/** The contract of `ConnectWorkspace`, as tests that every connection passes. */
export function describeConnection(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	let harness: ConnectionHarness;
	let workspaceId = "";
	let count = 0;
	const closers: (() => void)[] = [];

	beforeAll(async () => {
		harness = await startHarness();
	});
	afterAll(() => harness.stop());
	afterEach(() => {
		for (const close of closers.splice(0)) close();
	});

	const fresh = () => {
		workspaceId = `contract-${++count}`;
	};
	const probe = async (person = ADA) => {
		const opened = openProbe(harness.connect(workspaceId, person));
		closers.push(() => opened.connection.close());
		await opened.until((events) => events.some(({ kind }) => kind === "open"), "the connection to open");
		return opened;
	};
	const open = async (person = ADA, faults?: NetworkConditions): Promise<OpenStore> => {
		const store = await openStore(workspaceId, harness.connect(workspaceId, person, faults));
		closers.push(store.close);
		return store;
	};

	describe(`${name}: a connection`, () => {
		test("reports that it is open once, before anything else", async () => {
			fresh();
			const { events, connection } = await probe();
			await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			expect(events.map(({ kind }) => kind).indexOf("open")).toBe(0);
			expect(events.filter(({ kind }) => kind === "open")).toHaveLength(1);
		});

		test("receives everything that happens after it opened, in order and without a gap", async () => {
			fresh();
			const { connection, events, until } = await probe();
			const { seq } = await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			const { promptId } = await connection.call("prompt", { text: harness.prompts.stream }, DEADLINE);
			await until(() => JSON.stringify(events).includes(promptId), "the prompt to be broadcast");
			await until(() => JSON.stringify(events).includes('"state":"done"'), "the turn to end");
			const batches = events.flatMap((entry) => (entry.kind === "patches" ? [entry.value] : []));
			const numbers = batches as readonly { readonly from: number; readonly to: number }[];
			const next = numbers.filter(({ to }) => to > seq);
			next.forEach((batch, index) => {
				expect(batch.from).toBe((next[index - 1]?.to ?? seq) + 1);
			});
			expect(next.length).toBeGreaterThan(1);
		});

		test("receives no text of a message twice, although it is told when the message ends", async () => {
			fresh();
			const { connection, events, until } = await probe();
			await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			await connection.call("prompt", { text: harness.prompts.stream }, DEADLINE);
			await until(() => JSON.stringify(events).includes('"state":"done"'), "the turn to end");
			const { items } = await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			const message = items.find(({ kind }) => kind === "message");
			if (message?.kind !== "message") throw new Error("The agent has said nothing.");
			const patches = patchesIn(events).filter((patch) => itemIdOf(patch) === message.id);
			const sent = patches.map((patch) => (patch.kind === "append" ? patch.text : textIn(patch))).join("");
			expect(message.open).toBe(false);
			expect(sent).toBe(message.text);
		});

		test("reports the time of the workspace's clock", async () => {
			fresh();
			const { connection } = await probe();
			const asked = Date.now();
			const { now } = await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			expect(now).toBeGreaterThanOrEqual(asked);
			expect(now).toBeLessThanOrEqual(Date.now());
		});

		test("passes on the workspace's refusals, with their codes", async () => {
			fresh();
			const { connection } = await probe();
			await expect(connection.call("prompt", { text: " " }, DEADLINE)).rejects.toMatchObject({
				name: "WorkspaceError",
				code: "prompt_empty",
			});
			await expect(connection.call("getItem", { id: "none" }, DEADLINE)).rejects.toMatchObject({ code: "not_found" });
			const page = connection.call("readContent", { id: "none" }, DEADLINE);
			await expect(page).rejects.toMatchObject({ code: "not_found" });
			const odd = connection.call("readContent", { id: "none", offset: 1 }, DEADLINE);
			await expect(odd).rejects.toMatchObject({ code: "invalid_argument" });
		});

		test("returns the first response again for the same client id", async () => {
			fresh();
			const { connection } = await probe();
			const request = { clientId: createClientId(), text: harness.prompts.stream };
			const receipts = [
				await connection.call("prompt", request, DEADLINE),
				await connection.call("prompt", request, DEADLINE),
			];
			expect(receipts[1]).toEqual(receipts[0]);
			// After a reload a page no longer knows what the prompt was to do with the turn that ran.
			expect(await connection.call("prompt", { ...request, whenBusy: "queue" }, DEADLINE)).toEqual(receipts[0]);
			const other = connection.call("prompt", { ...request, text: "Something else" }, DEADLINE);
			await expect(other).rejects.toMatchObject({ code: "client_id_reused" });
		});

		test("returns the newest items if more have changed than fit in the window, and else the changed ones", async () => {
			fresh();
			const { connection, until } = await probe();
			const sync = (limit: number, seq = 0) =>
				connection.call("sync", { protocol: PROTOCOL_VERSION, have: { epoch, seq }, limit }, DEADLINE);
			const { epoch } = await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			await connection.call("prompt", { text: harness.prompts.stream }, DEADLINE);
			await until((events) => JSON.stringify(events).includes('"state":"done"'), "the turn to end");
			const changed = await sync(50);
			expect(changed).toMatchObject({ window: "changed", hasOlder: false });
			expect(changed.items.length).toBeGreaterThan(1);
			expect(await sync(1)).toMatchObject({ window: "new", hasOlder: true, items: changed.items.slice(-1) });
			expect(await sync(1, changed.seq)).toMatchObject({ window: "changed", items: [] });
		});

		test("uploads a file in chunks, and accepts a prompt with it once it is complete", async () => {
			fresh();
			const { connection, events, until } = await probe();
			const file = { attachmentId: createClientId(), name: "a.txt", mimeType: "text/plain", size: 6 };
			const attach = (offset: number, data: string) =>
				connection.call("uploadAttachment", { ...file, offset, data: btoa(data) }, DEADLINE);
			const prompt = { text: harness.prompts.stream, attachments: [file.attachmentId] };
			expect((await attach(0, "one")).received).toBe(3);
			expect((await attach(0, "one")).received).toBe(3);
			expect((await attach(4, "wo")).received).toBe(3);
			await expect(connection.call("prompt", prompt, DEADLINE)).rejects.toMatchObject({ code: "attachment_not_found" });
			expect((await attach(3, "two")).received).toBe(6);
			// As a reloaded page does, which no longer has the file.
			expect((await attach(0, "")).received).toBe(6);
			await connection.call("prompt", prompt, DEADLINE);
			await until(() => JSON.stringify(events).includes('"name":"a.txt"'), "the file to be broadcast");
		});

		test("is over once it was closed: it emits nothing more, and calls fail", async () => {
			fresh();
			const { connection, events } = await probe();
			const ben = await probe(BEN);
			await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			const waiting = connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			connection.close();
			connection.close();
			const before = events.length;
			await expect(waiting).rejects.toMatchObject({ code: "connection_lost" });
			await expect(connection.call("getItem", { id: "none" }, DEADLINE)).rejects.toMatchObject({
				code: "connection_lost",
			});
			await ben.connection.call("prompt", { text: harness.prompts.stream }, DEADLINE);
			await ben.until((all) => all.some(({ kind }) => kind === "patches"), "Ben to receive it");
			expect(events).toHaveLength(before);
		});

		test("reports that it is refused, and why", async () => {
			fresh();
			const opened = openProbe(harness.connectRefused(workspaceId));
			closers.push(() => opened.connection.close());
			const refused = await opened.until((events) => events.find(({ kind }) => kind === "refused"), "the refusal");
			expect(refused).toMatchObject({ error: { code: "unauthenticated" } });
		});
	});

	describe(`${name}: stores`, () => {
		test("show the same turn to two people", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ada.prompt(harness.prompts.stream);
			await ada.until((state) => endedPrompt(state, promptId), "Ada to see the end");
			await ben.until((state) => endedPrompt(state, promptId), "Ben to see the end");
			expect(streamedText(ada.get())).not.toBe("");
			expect(contentOf(ben.get())).toEqual(contentOf(ada.get()));
			expect(ada.get().outbox).toEqual([]);
		});

		test("send text that was truncated in the middle of a character, and show the same", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ada.prompt("\ud83d half a wave, and another half \udc4b");
			for (const person of [ada, ben]) {
				const prompt = await person.until((state) => state.items.get(promptId), "the prompt");
				expect(prompt).toMatchObject({ text: "\ufffd half a wave, and another half \ufffd" });
			}
		});

		test("let the second person answer a permission request", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ada.prompt(harness.prompts.ask);
			const { id, options } = await ben.until(pendingApproval, "the agent to ask");
			await ben.answerApproval(id, options[0]?.optionId ?? "");
			await ada.until((state) => endedPrompt(state, promptId), "the end");
			expect(ada.get().items.get(id)).toMatchObject({ state: { status: "answered", by: { name: "Ben" } } });
			await expect(ada.answerApproval(id, options[0]?.optionId ?? "")).rejects.toMatchObject({
				code: "already_answered",
			});
		});

		test("require two different people to allow a call, if the policy asks for two", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ada.prompt(harness.prompts.askTwo);
			const { id, options, requirements } = await ben.until(pendingApproval, "the agent to ask");
			expect(requirements).toMatchObject({ approvers: 2 });
			const optionId = options[0]?.optionId ?? "";
			await ada.answerApproval(id, optionId);
			await ada.answerApproval(id, optionId);
			await ben.until((state) => pendingApproval(state)?.votes?.length === 1, "the first of them");
			await ben.answerApproval(id, optionId);
			await ada.until((state) => endedPrompt(state, promptId), "the end");
			expect(ada.get().items.get(id)).toMatchObject({
				state: { status: "answered", optionId, by: { name: "Ben" } },
				votes: [{ by: { name: "Ada" } }, { by: { name: "Ben" } }],
			});
		});

		test("show that an unanswered permission request expired", async () => {
			fresh();
			const ada = await open(ADA);
			const { promptId } = await ada.prompt(harness.prompts.askBriefly);
			await ada.until((state) => endedPrompt(state, promptId), "the end");
			const asked = [...ada.get().items.values()].find(({ kind }) => kind === "approval");
			expect(asked).toMatchObject({ state: { status: "cancelled", reason: "expired" }, expiresAt: expect.any(Number) });
			await expect(ada.answerApproval(asked?.id ?? "", "allow")).rejects.toMatchObject({ code: "approval_closed" });
		});

		test("know the folder the agent works in", async () => {
			fresh();
			const ada = await open(ADA);
			await ada.prompt(harness.prompts.stream);
			expect(await ada.until((state) => state.session?.cwd, "the folder")).toMatch(/^\//);
		});

		test("report how long a turn waited for people, and 0 for a turn without permission requests", async () => {
			fresh();
			const ada = await open(ADA);
			const waited = async (text: string) => {
				const { promptId } = await ada.prompt(text);
				return (await ada.until((state) => endedPrompt(state, promptId), "the end")).result?.waitedMs;
			};
			expect(await waited(harness.prompts.stream)).toBe(0);
			const waitedMs = await waited(harness.prompts.askBriefly);
			const asked = [...ada.get().items.values()].find((item) => item.kind === "approval");
			if (asked?.state.status !== "cancelled") throw new Error("The permission did not expire.");
			expect(waitedMs).toBe(asked.state.cancelledAt - asked.createdAt);
		});

		test("stop a turn, and it ends for everybody", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ada.prompt(harness.prompts.long);
			await ben.until((state) => state.turn && streamedText(state), "the turn to run");
			await ben.stop();
			await ben.stop();
			const prompt = await ada.until((state) => endedPrompt(state, promptId), "the end");
			expect(prompt).toMatchObject({ state: "cancelled" });
			expect(ada.get().turn).toBeNull();
		});

		test("withdraw a queued prompt", async () => {
			fresh();
			const ada = await open();
			const running = await ada.prompt(harness.prompts.long);
			const { promptId, position } = await ada.prompt(harness.prompts.stream);
			await ada.until((state) => state.queue.some(({ id }) => id === promptId), "the prompt to wait");
			await ada.withdrawPrompt(promptId);
			await ada.until((state) => state.queue.length === 0, "the queue to be empty");
			await ada.stop();
			await ada.until((state) => endedPrompt(state, running.promptId), "the end");
			expect(position).toBeGreaterThanOrEqual(0);
			expect(ada.get().turn).toBeNull();
		});

		test("read folders and files of the sandbox", async () => {
			fresh();
			const ada = await open();
			await ada.until(({ session }) => session?.state.status === "ready", "the sandbox to be there");
			const inRoot = await ada.listFiles("");
			expect(inRoot.entries).toContainEqual(expect.objectContaining({ name: "src", kind: "folder" }));
			expect(inRoot.entries.map(({ name }) => name)).toEqual(expect.arrayContaining(["logo.png", "README.md"]));
			const inSource = await ada.listFiles("./src/");
			expect(inSource).toMatchObject({ path: "src", truncated: false });
			expect(inSource.entries.map(({ name, kind }) => [name, kind])).toEqual([
				[".config", "folder"],
				["lib", "folder"],
				["app.ts", "file"],
			]);
			const whole = { kind: "text", path: "src/lib/größe.ts", size: 26, line: 1, nextOffset: null };
			expect(await ada.readFile("src/lib/größe.ts")).toMatchObject({ ...whole, text: "export const größe = 1;\n" });
			expect(await ada.readFile("logo.png")).toMatchObject({ kind: "binary", size: 8 });

			const first = await ada.readFile("src/app.ts", { limit: 6 });
			expect(first).toMatchObject({ kind: "text", text: "one\n", offset: 0, nextOffset: 4, line: 1 });
			const second = await ada.readFile("src/app.ts", { offset: 4, limit: 1_000 });
			expect(second).toMatchObject({ text: "two\nthree\n", offset: 4, nextOffset: null, line: 2 });

			expect(await ada.findFiles("APP")).toEqual(["src/app.ts"]);
			expect(await ada.findFiles("src/")).toEqual(expect.arrayContaining(["src/app.ts", "src/lib/größe.ts"]));
			expect(await ada.findFiles("", 1)).toHaveLength(1);
			expect(await ada.findFiles("nothing like it")).toEqual([]);
		});

		test("are refused paths outside of the sandbox's folder", async () => {
			fresh();
			const ada = await open();
			await ada.until(({ session }) => session?.state.status === "ready", "the sandbox to be there");
			for (const path of ["../secret", "/etc/passwd", "src"])
				await expect(ada.readFile(path)).rejects.toMatchObject({ code: "invalid_argument" });
			for (const path of ["..", "README.md"])
				await expect(ada.listFiles(path)).rejects.toMatchObject({ code: "invalid_argument" });
			await expect(ada.readFile("src/none.ts")).rejects.toMatchObject({ code: "not_found" });
			await expect(ada.listFiles("none")).rejects.toMatchObject({ code: "not_found" });
			expect(await ada.listProcesses()).toEqual([]);
			await expect(ada.readProcess("none")).rejects.toMatchObject({ code: "not_found" });
		});

		test.each([
			["dropped", (dice: number) => (dice < 0.3 ? "drop" : "deliver")],
			["doubled", (dice: number) => (dice < 0.3 ? "duplicate" : "deliver")],
			["late", (dice: number) => (dice < 0.3 ? { delayMs: dice * 200 } : "deliver")],
		] as const)("end as a fresh one when broadcasts are %s", async (_, fault) => {
			fresh();
			const random = createDice();
			const ada = await open(ADA, { broadcast: (kind) => (kind === "head" ? "deliver" : fault(random())) });
			const ben = await open(BEN);
			for (let turn = 0; turn < 3; turn++) {
				const { promptId } = await ada.prompt(harness.prompts.stream);
				await ada.until((state) => endedPrompt(state, promptId), "Ada to see the end");
				await ben.until((state) => endedPrompt(state, promptId), "Ben to see the end");
			}
			const cleo = await open(CLEO);
			await ada.until((state) => state.seq === cleo.get().seq, "Ada to catch up");
			expect(contentOf(ada.get())).toEqual(contentOf(cleo.get()));
			expect(contentOf(ben.get())).toEqual(contentOf(cleo.get()));
		});

		test("notice a lost last change by the head", async () => {
			fresh();
			const network = { isBad: false };
			const ada = await open(ADA, { broadcast: (kind) => (network.isBad && kind === "patches" ? "drop" : "deliver") });
			const ben = await open(BEN);
			network.isBad = true;
			const { promptId } = await ben.prompt(harness.prompts.stream);
			await ben.until((state) => endedPrompt(state, promptId), "Ben to see the end");
			await ada.until((state) => endedPrompt(state, promptId), "Ada to see the end");
			expect(contentOf(ada.get())).toEqual(contentOf(ben.get()));
		});

		test("reconnect after their connections were closed, if `authenticate` still accepts the person", async () => {
			fresh();
			const ada = await open(ADA);
			const bare = await probe(BEN);
			let opened = 0;
			const ben = await openStore(workspaceId, (listener) =>
				harness.connect(
					workspaceId,
					BEN,
				)({
					...listener,
					onOpen() {
						opened += 1;
						listener.onOpen();
					},
				}),
			);
			closers.push(ben.close);
			await ada.disconnectUser("ben");
			await bare.until((events) => events.some(({ kind }) => kind === "lost"), "Ben to be disconnected");
			await ben.until((state) => opened === 2 && state.connectionStatus.status === "connected", "Ben to be back");
			expect(bare.events.filter(({ kind }) => kind === "open")).toHaveLength(1);
			expect(ada.get().connectionStatus.status).toBe("connected");
		});

		test("destroy the workspace for everybody, and report who did it", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			await ada.destroyWorkspace();
			for (const store of [ada, ben]) {
				const refused = await store.until(
					({ connectionStatus }) => connectionStatus.status === "refused" && connectionStatus,
					"the news",
				);
				expect(refused).toMatchObject({
					error: { code: "workspace_destroyed", message: expect.stringContaining("Ada") },
				});
			}
		});

		test("run a prompt once, however often it was lost on the way", async () => {
			fresh();
			const fates = ["lose_request", "lose_request", "lose_response"] as const;
			let calls = 0;
			const ada = await open(ADA, { call: (action) => (action === "prompt" && fates[calls++]) || "deliver" });
			const { promptId } = await ada.prompt(harness.prompts.stream);
			await ada.until((state) => endedPrompt(state, promptId), "the end");
			expect(calls).toBeGreaterThanOrEqual(3);
			expect([...ada.get().items.values()].filter(({ kind }) => kind === "prompt")).toHaveLength(1);
			expect(ada.get().outbox).toEqual([]);
		});

		test("reconnect in the middle of a stream without a gap", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ben.prompt(harness.prompts.stream);
			await ada.until(streamedText, "the stream to begin");
			ada.reconnect();
			await ada.until((state) => state.connectionStatus.status === "connected", "the connection to come back");
			await ada.until((state) => endedPrompt(state, promptId), "the end");
			await ben.until((state) => endedPrompt(state, promptId), "the end");
			expect(contentOf(ada.get())).toEqual(contentOf(ben.get()));
		});

		test("return diagnostics to an owner", async () => {
			fresh();
			const [ada, ben] = [await open(ADA), await open(BEN)];
			const { promptId } = await ada.prompt(harness.prompts.stream);
			await ben.until((state) => endedPrompt(state, promptId), "the end");
			const { epoch, session } = ben.get();
			expect(await ada.getDiagnostics()).toMatchObject({
				workspaceId,
				epoch,
				session: { agent: session?.agent, status: "ready" },
				participants: 2,
				queue: 0,
				pendingApprovals: 0,
				turnId: null,
			});
		});
	});
}

/** The same sequence of dice throws each time. */
function createDice(): () => number {
	let throws = 0;
	return () => ((throws++ * 7919) % 101) / 101;
}
