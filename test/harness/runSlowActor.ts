import { setTimeout as delay } from "node:timers/promises";
import { actor, setup } from "rivetkit";
import { db, type RawAccess } from "rivetkit/db";
import { maskInternalErrors } from "../../actors/actions/actionHandler.ts";
import { watchDatabase } from "../../actors/database/watchDatabase.ts";
import { restart } from "../../actors/host/restart.ts";
import { Generations, requireVars } from "../../actors/lifecycle/Generations.ts";

// A process with an actor that takes some seconds to end, for a test that stops the process for a while.

/** The engine has started the next generation by then. */
const ENDS_IN_MS = 4_000;

const generations = new Generations<{ readonly db: RawAccess }>(async () => {
	await delay(ENDS_IN_MS);
	process.send?.("ended");
});

const slow = actor({
	options: { name: "Slow" },
	db: db({
		onMigrate: (database) => database.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY)").then(),
	}),
	createVars: (context) =>
		generations.open(
			context.actorId,
			async () => ({ db: watchDatabase(context.db, () => restart(context)) }),
			() => undefined,
		),
	onSleep: ({ actorId }) => generations.end(actorId),
	actions: {
		/** The id of a new row. */
		async insert(context): Promise<number> {
			const { db } = requireVars(context);
			return maskInternalErrors(
				() => undefined,
				"insert",
				async () => {
					const [row] = await db.execute<{ id: number }>("INSERT INTO rows DEFAULT VALUES RETURNING id");
					return row?.id ?? 0;
				},
			);
		},
	},
});

const registry = setup({ use: { slow }, noWelcome: true, logging: { level: "silent" } });
await registry.startAndWait();
process.send?.("serving");
