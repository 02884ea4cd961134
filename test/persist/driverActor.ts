import { actor, type RegistryConfigInput, setup } from "rivetkit";
import { db } from "rivetkit/db";
import {
	RivetSessionPersistDriver,
	SQLITE_PERSIST_MIGRATION,
	SqliteSessionPersistDriver,
} from "../../actors/persist/index.ts";
import { sampleEvent } from "./sampleEvents.ts";

function eventOf(index: number, characters: number) {
	return sampleEvent(index, { method: "session/update", params: { text: "x".repeat(characters) } });
}

interface DriverVars {
	readonly sqlite: SqliteSessionPersistDriver;
	readonly state: RivetSessionPersistDriver;
	/** Changes each time the actor wakes. */
	readonly life: string;
}

/** An actor that only uses the drivers, to test them on Rivet's real state and database. */
const driverActor = actor({
	state: {} as Record<string, unknown>,
	db: db({
		async onMigrate(database) {
			const tables = await database.execute("SELECT 1 FROM sqlite_master WHERE name = 'session_events'");
			if (tables.length === 0) await database.execute(SQLITE_PERSIST_MIGRATION);
		},
	}),
	createVars: (c): DriverVars => ({
		sqlite: new SqliteSessionPersistDriver({ db: c.db }),
		state: new RivetSessionPersistDriver(c),
		life: crypto.randomUUID(),
	}),
	actions: {
		async insert(c, driver: "sqlite" | "state", first: number, count: number, characters: number): Promise<void> {
			for (let index = first; index < first + count; index++) {
				await c.vars[driver].insertEvent("default", eventOf(index, characters));
			}
		},
		async store(c): Promise<void> {
			await c.db.transaction((tx) => c.vars.sqlite.store(tx), { name: "store" });
			await c.vars.sqlite.flush();
		},
		async count(c, driver: "sqlite" | "state"): Promise<number> {
			return (await c.vars[driver].listEvents({ sessionId: "default", limit: 100_000 })).items.length;
		},
		async newest(c, limit: number): Promise<number[]> {
			const events = await c.vars.sqlite.listNewestEvents("default", limit);
			return events.map(({ eventIndex }) => eventIndex);
		},
		life: (c): string => c.vars.life,
		fallAsleep: (c): void => c.sleep(),
	},
});

export const driverRegistry = setup({
	use: { driverActor },
	noWelcome: true,
	logging: { level: "error" },
} satisfies RegistryConfigInput<{ driverActor: typeof driverActor }>);
