import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "rivetkit/client";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import type { Bench } from "./Bench.ts";
import { installBenchAgent } from "./firstToken/installBenchAgent.ts";
import type { BenchRegistry } from "./firstToken/runActors.ts";
import { median } from "./median.ts";

const WARM_UP = 3;
const ROUNDS = 15;
/** Between two prompts: longer than what the turn before still stores. */
const PAUSE_MS = 700;
const ACTORS = ["floor", "guide", "workspace"] as const;
type ActorName = (typeof ACTORS)[number];
const EVENTS = { floor: ["session.event"], guide: ["session.event", "chat.user"], workspace: ["workspace.patches"] };

const now = () => performance.timeOrigin + performance.now();

type BenchClient = ReturnType<typeof createClient<BenchRegistry>>;

/** Milliseconds from sending a prompt until the agent has it, and until another client has the first word. */
interface FirstToken {
	readonly up: number;
	readonly whole: number;
}

/** What the clients of all three actors can do. */
interface Connection {
	on(event: string, listener: (payload: unknown) => void): unknown;
	getSessionInfo(): Promise<unknown>;
	prompt(request: { readonly userId: string; readonly text: string }): Promise<unknown>;
}

/** One person who sends, and another who watches. */
async function openPair(endpoint: string, name: ActorName, parts: AsyncDisposableStack) {
	const clients: BenchClient[] = ["ada", "ben"].map(() => createClient({ endpoint, disableMetadataLookup: true }));
	const open = (client: BenchClient, userId: string) => client[name].getOrCreate(["bench"], { params: { userId } });
	for (const client of clients) parts.defer(() => client.dispose());
	const [first, second] = clients;
	if (!first || !second) throw new Error("Two clients are needed.");
	// The engine may not know the process yet.
	await waitFor(async () => Boolean(await open(first, "ada").getSessionInfo()), `the actor ${name}`, 60_000);
	const sender: Connection = open(first, "ada").connect();
	const watcher: Connection = open(second, "ben").connect();
	let hear: (payload: unknown) => void = () => undefined;
	for (const event of EVENTS[name]) {
		sender.on(event, () => undefined);
		watcher.on(event, (payload) => hear(payload));
	}
	await Promise.all([sender.getSessionInfo(), watcher.getSessionInfo()]);
	let count = 0;
	async function ask(): Promise<FirstToken> {
		const heard = new Promise<{ asked: number; at: number }>((resolve) => {
			hear = (payload) => {
				const asked = /asked at ([\d.]+) /.exec(JSON.stringify(payload))?.[1];
				if (asked !== undefined) resolve({ asked: Number(asked), at: now() });
			};
		});
		const start = now();
		count += 1;
		const answered = sender.prompt({ userId: "ada", text: `question ${count}` });
		const { asked, at } = await Promise.race([
			heard,
			delay(20_000, null, { ref: false }).then(() => Promise.reject(new Error(`No word came from ${name}.`))),
		]);
		await answered;
		return { up: asked - start, whole: at - start };
	}
	return ask;
}

/** Opens an actor in a process and on an engine of its own: actors of one process share the socket to their engine. */
async function openSide(name: ActorName, sandbox: SandboxServer, parts: AsyncDisposableStack) {
	const engine = await prepareTestEngine();
	parts.defer(() => engine.stop());
	const main = join(import.meta.dirname, "firstToken/runActors.ts");
	const actors = startWorkspaceProcess(engine, sandbox, { main });
	parts.defer(() => actors.kill());
	await waitFor(async () => actors.isServing(), "the actors to be served", 30_000);
	return { name, ask: await openPair(engine.endpoint, name, parts) };
}

async function measureFirstToken(): Promise<Record<ActorName, readonly FirstToken[]>> {
	await using parts = new AsyncDisposableStack();
	const agents = await mkdtemp(join(tmpdir(), "workspace-chat-"));
	parts.defer(() => rm(agents, { recursive: true, force: true, maxRetries: 5 }));
	const sandbox = await startSandboxServer(agents);
	parts.defer(() => sandbox.stop());
	await installBenchAgent(agents);
	const sides: Awaited<ReturnType<typeof openSide>>[] = [];
	for (const name of ACTORS) sides.push(await openSide(name, sandbox, parts));
	const seen: Record<ActorName, FirstToken[]> = { floor: [], guide: [], workspace: [] };
	for (let round = -WARM_UP; round < ROUNDS; round++) {
		for (const side of sides) {
			const token = await side.ask();
			if (round >= 0) seen[side.name].push(token);
			await delay(PAUSE_MS);
		}
	}
	return seen;
}

const p50 = (values: readonly number[]) => Number(median(values).toFixed(1));

/** In milliseconds. */
function describe(tokens: readonly FirstToken[]) {
	const up = tokens.map((token) => token.up);
	const down = tokens.map((token) => token.whole - token.up);
	return { "to the agent": p50(up), "to the other client": p50(down), whole: p50(tokens.map(({ whole }) => whole)) };
}

/** The guide stores no prompt before it asks the agent; that may cost this much. */
const ALLOWED_MS = 5;

export const benches: readonly Bench[] = [
	{
		name: `from a prompt to the first word at another client, against the guide's actor + ${ALLOWED_MS} ms`,
		budget: 1,
		async measure() {
			const { floor, guide, workspace } = await measureFirstToken();
			const rows = { floor: describe(floor), guide: describe(guide), workspace: describe(workspace) };
			console.table(rows);
			return rows.workspace.whole / (rows.guide.whole + ALLOWED_MS);
		},
	},
];
