import { createClient } from "rivetkit/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { driverRegistry } from "./driverActor.ts";

let engine: TestEngine;
let client: ReturnType<typeof createClient<typeof driverRegistry>>;

beforeAll(async () => {
	engine = await prepareTestEngine();
	Object.assign(process.env, engine.environment);
	driverRegistry.start();
	await waitFor(async () => (await driverRegistry.routes.health()).ok, "the registry to be ready");
	client = createClient<typeof driverRegistry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
});

afterAll(async () => {
	await client.dispose();
	await driverRegistry.shutdown();
	await engine.stop();
});

async function sleepAndWake(handle: ReturnType<typeof client.driverActor.getOrCreate>): Promise<void> {
	const life = await handle.life();
	await handle.fallAsleep();
	await waitFor(async () => (await handle.life()) !== life, "the actor to wake again");
}

test("events of every size are in the database of a real actor after it has slept", async () => {
	const handle = client.driverActor.getOrCreate(["sqlite"]);
	await handle.insert("sqlite", 1, 1_000, 100);
	await handle.insert("sqlite", 1_001, 10, 900_000);
	await handle.insert("sqlite", 1_011, 1, 3_000_000);
	await handle.store();
	await sleepAndWake(handle);
	expect(await handle.count("sqlite")).toBe(1_011);
	expect(await handle.newest(3)).toEqual([1_009, 1_010, 1_011]);
});

test("Rivet stores every state that the state-backed driver accepts", async () => {
	const handle = client.driverActor.getOrCreate(["state"]);
	await expect(handle.insert("state", 1, 100_000, 900)).rejects.toThrow();
	const before = await handle.count("state");
	expect(before).toBeGreaterThan(800);
	await sleepAndWake(handle);
	expect(await handle.count("state")).toBe(before);
});
