/**
 * The program of the report in docs/upstream.md: an actor that commits, broadcasts and commits again, with nothing of
 * ours in it. `node test/bench/upstream/delayedCommit.ts`
 */
import { actor, event, setup } from "rivetkit";
import { createClient } from "rivetkit/client";
import { db } from "rivetkit/db";
import { prepareTestEngine } from "../../harness/testEngine.ts";
import { waitFor } from "../../harness/waitFor.ts";
import { median } from "../report/statistics.ts";

const ROUNDS = 30;

const writer = actor({
	events: { said: event<string>() },
	db: db({
		async onMigrate(database) {
			await database.execute("CREATE TABLE IF NOT EXISTS rows (body TEXT)");
		},
	}),
	actions: {
		/** Milliseconds of a commit that follows another one, with or without a broadcast in between. */
		async commitTwice(context, isBroadcastBetween: boolean) {
			await context.db.execute("INSERT INTO rows VALUES ('first')");
			if (isBroadcastBetween) context.broadcast("said", "something");
			const start = performance.now();
			await context.db.execute("INSERT INTO rows VALUES ('second')");
			return performance.now() - start;
		},
	},
});

const engine = await prepareTestEngine();
Object.assign(process.env, engine.environment);
const registry = setup({ use: { writer }, noWelcome: true, logging: { level: "silent" } });
registry.start();
await waitFor(async () => (await registry.routes.health()).ok, "the registry to be ready");
const client = createClient<typeof registry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
const connection = client.writer.getOrCreate(["one"]).connect();
connection.on("said", () => undefined);

const alone: number[] = [];
const behindBroadcast: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
	alone.push(await connection.commitTwice(false));
	behindBroadcast.push(await connection.commitTwice(true));
}
console.table({
	"a commit behind a commit": { "p50 ms": median(alone) },
	"a commit behind a broadcast": { "p50 ms": median(behindBroadcast) },
});

await client.dispose();
await registry.shutdown();
await engine.stop();
process.exit(0);
