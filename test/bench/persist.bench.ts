import { SqliteSessionPersistDriver } from "../../actors/persist/index.ts";
import { MemoryDatabase } from "../persist/MemoryDatabase.ts";
import { said } from "../persist/sampleEvents.ts";
import type { Bench } from "./Bench.ts";
import { median } from "./median.ts";

const STORED = 100_000;
const ROUNDS = 60;
const EVENTS_A_ROUND = 100;

/** A driver on its own database, and the milliseconds it takes to store the next events. */
function createLog() {
	const driver = new SqliteSessionPersistDriver({ db: new MemoryDatabase() });
	let next = 0;
	return async (count: number): Promise<number> => {
		const start = performance.now();
		for (let index = 0; index < count; index++) await driver.insertEvent("default", said(next++, "a few words more "));
		await driver.flush();
		return performance.now() - start;
	};
}

export const benches: readonly Bench[] = [
	{
		name: "store an event of the agent, at 100,000 stored against at none",
		budget: 1.2,
		async measure() {
			const full = createLog();
			await full(STORED);
			const atFull: number[] = [];
			const atNone: number[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				atFull.push(await full(EVENTS_A_ROUND));
				atNone.push(await createLog()(EVENTS_A_ROUND));
			}
			return median(atFull) / median(atNone);
		},
	},
];
