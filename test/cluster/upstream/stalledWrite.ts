/**
 * The program of a report in docs/upstream.md: an actor that writes all the time while its engine is killed and started
 * again, with nothing of ours in it. `node test/cluster/upstream/stalledWrite.ts`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { actor, setup } from "rivetkit";
import { createClient } from "rivetkit/client";
import { db } from "rivetkit/db";
import { EngineNode } from "../../harness/engineNode.ts";
import { waitFor } from "../../harness/waitFor.ts";

const ROUNDS = 3;
/** What does not come within this time is not what the report is about. */
const LIMIT_MS = 60_000;

/** Milliseconds of the longest write since it was read last. */
let longestMs = 0;
let writtenAt = 0;

const writer = actor({
	db: db({
		async onMigrate(database) {
			await database.execute("CREATE TABLE IF NOT EXISTS rows (body TEXT)");
		},
	}),
	actions: {
		start(context) {
			const write = async () => {
				for (;;) {
					const at = Date.now();
					await context.db.execute("INSERT INTO rows VALUES ('a row')").catch(() => undefined);
					writtenAt = Date.now();
					longestMs = Math.max(longestMs, writtenAt - at);
					await delay(1);
				}
			};
			void context.keepAwake(write());
		},
		ping: () => 0,
	},
});

const folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
const engine = await EngineNode.start({ folder });
Object.assign(process.env, { RIVET_ENDPOINT: engine.endpoint, RIVET_ENVOY_VERSION: "1", RUST_LOG: "off" });
const shutdown = { disableSignalHandlers: true };
const registry = setup({ use: { writer }, noWelcome: true, shutdown, logging: { level: "silent" } });
await registry.startAndWait();
const client = createClient<typeof registry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
const handle = client.writer.getOrCreate(["one"]);
await handle.start();

const rows: Record<string, number>[] = [];
for (let round = 0; round < ROUNDS; round++) {
	await delay(3_000);
	longestMs = 0;
	const killedAt = Date.now();
	await engine.end("SIGKILL");
	await engine.restart();
	const startedMs = Date.now() - killedAt;
	await waitFor(async () => (await handle.ping()) === 0, "the actor to answer", LIMIT_MS);
	const answeredMs = Date.now() - killedAt;
	const backAt = Date.now();
	await waitFor(() => writtenAt > backAt, "a write", LIMIT_MS);
	rows.push({ "engine started, ms": startedMs, "actor answered, ms": answeredMs, "longest write, ms": longestMs });
}
console.table(rows);
await engine.end("SIGKILL");
await rm(folder, { recursive: true, force: true, maxRetries: 5 });
process.exit(0);
