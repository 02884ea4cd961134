import { beforeEach, expect, test, vi } from "vitest";
import { readMeta, writeMeta } from "../../actors/database/metaTable.ts";
import { Retention } from "../../actors/lifecycle/Retention.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

const DAY = 86_400_000;

let database: Awaited<ReturnType<typeof TestDatabase.open>>;
let now: number;
/** When the alarm goes off; null when none is set. */
let alarmAt: number | null;
let isInUse: boolean;
let destroyed: string[];
let logged: string[];
let canDestroy: boolean;

beforeEach(async () => {
	database = await TestDatabase.open();
	now = 1_000 * DAY;
	alarmAt = null;
	isInUse = false;
	destroyed = [];
	logged = [];
	canDestroy = true;
});

/** As a process would make it: of what was before, only the database and the alarm are left. */
function open(limitMs: number): Retention {
	return new Retention({
		db: database,
		alarm: {
			async set(ms) {
				expect(ms).toBeLessThan(2 ** 31);
				alarmAt = now + Math.max(0, ms);
			},
			isSet: async () => alarmAt !== null,
		},
		log: (_level, event) => void logged.push(event),
		limitMs,
		isInUse: () => isInUse,
		async destroy({ userId }) {
			if (!canDestroy) throw new Error("The provider is down.");
			destroyed.push(userId);
		},
		now: () => now,
	});
}

/** Lets time pass to an alarm, in a process that is new each time, until `until`. */
async function pass(until: number, limitMs: number): Promise<void> {
	while (destroyed.length === 0 && alarmAt !== null && alarmAt <= until) {
		now = alarmAt;
		alarmAt = null;
		const retention = open(limitMs);
		await retention.start();
		await retention.check();
	}
	now = until;
}

test("a workspace that nobody uses is destroyed after its time, with a warning a week before", async () => {
	await open(90 * DAY).postpone();
	const start = now;
	await pass(start + 82 * DAY, 90 * DAY);
	expect(logged).toEqual([]);
	await pass(start + 84 * DAY, 90 * DAY);
	expect(logged).toEqual(["workspace_expires"]);
	await pass(start + 89.9 * DAY, 90 * DAY);
	expect(destroyed).toEqual([]);
	await pass(start + 90 * DAY, 90 * DAY);
	expect(destroyed).toEqual(["workspace-chat:retention"]);
	expect(logged).toEqual(["workspace_expires"]);
});

test("each use starts the time again", async () => {
	const retention = open(30 * DAY);
	await retention.postpone();
	await pass(now + 29 * DAY, 30 * DAY);
	await open(30 * DAY).postpone();
	await pass(now + 29 * DAY, 30 * DAY);
	expect(destroyed).toEqual([]);
});

test("a workspace that is in use when the alarm goes off stays", async () => {
	await open(DAY).postpone();
	isInUse = true;
	now += 2 * DAY;
	await open(DAY).check();
	isInUse = false;
	await pass(now + 0.8 * DAY, DAY);
	expect(destroyed).toEqual([]);
});

test("a process that is killed while people are connected has recorded their use", async () => {
	const retention = open(90 * DAY);
	isInUse = true;
	await retention.recordConnection();
	const start = now;
	await pass(start + 80 * DAY, 90 * DAY);
	isInUse = false;
	await pass(start + 168 * DAY, 90 * DAY);
	expect(destroyed).toEqual([]);
	await pass(start + 171 * DAY, 90 * DAY);
	expect(destroyed).toHaveLength(1);
});

test("a connection is a use, and many that come together cost one write", async () => {
	await open(30 * DAY).postpone();
	now += 26 * DAY;
	alarmAt = null;
	const retention = open(30 * DAY);
	const written = vi.spyOn(database, "execute");
	await Promise.all(Array.from({ length: 100 }, () => retention.recordConnection()));
	expect(written).toHaveBeenCalledOnce();
	written.mockRestore();
	await pass(now + 29 * DAY, 30 * DAY);
	expect(destroyed).toEqual([]);
	await pass(now + 2 * DAY, 30 * DAY);
	expect(destroyed).toHaveLength(1);
});

test("a connection whose use could not be stored is followed by one that tries again", async () => {
	const retention = open(30 * DAY);
	vi.spyOn(database, "execute").mockRejectedValueOnce(new Error("The disk is full."));
	await retention.recordConnection();
	expect(logged).toEqual(["expiry_not_scheduled"]);
	expect(alarmAt).toBeNull();
	await retention.recordConnection();
	expect(alarmAt).not.toBeNull();
});

test("somebody who connects uses the workspace", async () => {
	const options = {
		sandbox: { baseUrl: "http://127.0.0.1:9" },
		onLog: () => undefined,
		limits: { destroyAfterMs: DAY },
	};
	await writeMeta(database, "lastUsedAt", 1);
	const { workspace } = await openLocalWorkspace(options, database);
	workspace.events.emit("clientConnected", { connectionId: "one" });
	await expect.poll(async () => Number(await readMeta(database, "lastUsedAt"))).toBeGreaterThan(Date.now() - 60_000);
	await workspace.sleep();
});

test("the time that counts is that of the host's option now, not when the alarm was set", async () => {
	await open(10 * DAY).postpone();
	await pass(now + 60 * DAY, 90 * DAY);
	expect(destroyed).toEqual([]);
	await pass(now + 10 * DAY, 0);
	expect(destroyed).toEqual([]);
});

test("what was used while there was no limit has the whole time once there is one again", async () => {
	await open(30 * DAY).postpone();
	await open(0).start();
	await pass(now + 300 * DAY, 0);
	await open(30 * DAY).start();
	await pass(now + 29 * DAY, 30 * DAY);
	expect(destroyed).toEqual([]);
	await pass(now + 2 * DAY, 30 * DAY);
	expect(destroyed).toHaveLength(1);
});

test("a workspace that is older than the option has the whole time from its next start", async () => {
	await open(30 * DAY).start();
	await pass(now + 29 * DAY, 30 * DAY);
	expect(destroyed).toEqual([]);
	await pass(now + 2 * DAY, 30 * DAY);
	expect(destroyed).toHaveLength(1);
});

test("one whose sandbox cannot be removed is tried again", async () => {
	await open(30 * DAY).postpone();
	canDestroy = false;
	await pass(now + 31 * DAY, 30 * DAY);
	expect(destroyed).toEqual([]);
	canDestroy = true;
	await pass(now + 2 * DAY, 30 * DAY);
	expect(destroyed).toHaveLength(1);
});

test("a person who leaves has used the workspace, and a single call of a program has not", async () => {
	const options = {
		sandbox: { baseUrl: "http://127.0.0.1:9" },
		limits: { destroyAfterMs: DAY },
		onLog: () => undefined,
	};
	const { db, workspace } = await openLocalWorkspace(options);
	const lastUsedAt = async () => Number(await readMeta(db, "lastUsedAt"));
	await expect.poll(lastUsedAt).toBeGreaterThan(0);
	await writeMeta(db, "lastUsedAt", 1);
	const used: string[] = [];
	workspace.events.on("clientDisconnected", ({ connectionId }) => void used.push(connectionId));
	workspace.events.emit("clientDisconnected", { connectionId: "a backup", isCall: true });
	await workspace.writer.flush();
	expect([used, await lastUsedAt()]).toEqual([["a backup"], 1]);
	workspace.events.emit("clientDisconnected", { connectionId: "a person", isCall: false });
	await expect.poll(lastUsedAt).toBeGreaterThan(1);
});
