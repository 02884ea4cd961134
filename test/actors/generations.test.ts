import { fileURLToPath } from "node:url";
import type { Registry, RegistryActors } from "rivetkit";
import { type Client, createClient } from "rivetkit/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorkspaceProcess, type WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";

const MAIN = fileURLToPath(new URL("../harness/runSlowActor.ts", import.meta.url));
const NO_SANDBOX = { baseUrl: "", token: "" };

let engine: TestEngine;
let server: WorkspaceProcess;
let ended = 0;
let client: Client<Registry<RegistryActors>>;

beforeAll(async () => {
	engine = await prepareTestEngine();
	server = startWorkspaceProcess(engine, NO_SANDBOX, { main: MAIN, onMessage: () => ended++ });
	client = createClient({ endpoint: engine.endpoint, disableMetadataLookup: true });
	await waitFor(() => server.isServing(), "the process to serve");
});
afterAll(async () => {
	await client?.dispose();
	await server?.kill();
	await engine?.stop();
});

/** The id of a new row of the actor. */
async function insert(): Promise<number> {
	return (await client.getOrCreate("slow", ["one"]).action({ name: "insert", args: [] })) as number;
}

/** Whether the engine still sends calls to the actor. */
async function isPlaced(): Promise<boolean> {
	const response = await fetch(`${engine.endpoint}/actors?namespace=default&name=slow`);
	const { actors }: { actors: { connectable_ts: number | null }[] } = await response.json();
	return actors.some(({ connectable_ts }) => connectable_ts !== null);
}

test("an actor works on whose process stood still until the engine gave it up, also while the one before takes long to end", async () => {
	expect(await insert()).toBe(1);
	server.freeze();
	await waitFor(async () => !(await isPlaced()), "the engine to give the process up", 60_000);
	server.thaw();

	await waitFor(async () => (await insert()) > 0, "the actor to be back", 60_000);
	await waitFor(() => ended > 0, "the one before to end");
	let last = await insert();
	for (let count = 0; count < 20; count++) {
		const id = await insert();
		expect(id).toBe(last + 1);
		last = id;
	}
});
