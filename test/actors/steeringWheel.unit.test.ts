import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SteeringWheel } from "../../actors/turn/SteeringWheel.ts";
import type { Writer } from "../../actors/writer/Writer.ts";
import type { EventItem, Participant, Role, Session, Wheel } from "../../src/protocol/index.ts";
import { ABSENCE_GRACE_MS } from "../../src/rules/absences.ts";
import { createRoleTable } from "../../src/rules/access.ts";
import { DEFAULT_SESSION } from "../../src/testing/memoryWorkspaceState.ts";

const BEN: Participant = { userId: "ben", name: "Ben", role: "editor" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A wheel that somebody has, as an earlier process has stored it. */
function openWheel(session: Partial<Session>) {
	let current: Session = { ...DEFAULT_SESSION, ...session };
	let participants: readonly Participant[] = [BEN];
	let failures = 0;
	const events: EventItem["event"][] = [];
	const awake: Promise<void>[] = [];
	const roles = new Map<string, Role | null>();
	const followed: (string | null)[] = [];
	const writer: Pick<Writer, "commit"> = {
		async commit(_action, work) {
			if (failures-- > 0) throw new Error("The disk is full.");
			const effects: (() => void)[] = [];
			const put = (item: EventItem) => void events.push(item.event);
			const response = await work({ put, afterCommit: (effect: () => void) => effects.push(effect) } as never);
			for (const effect of effects) effect();
			return response;
		},
	};
	const wheel = new SteeringWheel({
		writer,
		sessionStore: {
			get: () => current,
			storeChange: async () => {},
			update(change) {
				current = { ...current, ...change };
			},
		},
		access: { ...createRoleTable({}), roles: "host" },
		attention: {
			async followWheel(_transaction, _before, after) {
				followed.push(after?.by.userId ?? null);
			},
		},
		roleOf: (userId) => roles.get(userId),
		participants: () => participants,
		turnId: () => null,
		log: () => {},
		limits: { retryBaseMs: 10, retryMaxMs: 10 } as never,
		keepAwake: (work) => void awake.push(work),
	});
	return {
		wheel,
		events,
		awake,
		roles,
		followed,
		revoke: (userId: string) => writer.commit("test", (transaction) => wheel.review(transaction, userId)),
		session: () => current,
		failOnce: () => {
			failures = 1;
		},
		setParticipants(next: readonly Participant[]) {
			participants = next;
			wheel.watch();
		},
	};
}

const held = (minutes: number, asked: Wheel["asked"] = []) => ({
	wheel: { by: BEN, until: Date.now() + minutes * 60_000, asked },
});

test("a wheel of an earlier process ends when its time is over, also if that cannot be stored at once", async () => {
	const { wheel, events, session, failOnce } = openWheel(held(10));
	wheel.watch();
	await vi.advanceTimersByTimeAsync(10 * 60_000 - 1);
	expect(events).toEqual([]);
	failOnce();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(events).toMatchObject([{ type: "wheel_changed", change: "expired", from: { userId: "ben" }, to: null }]);
	expect(session().wheel).toBeNull();
	expect(vi.getTimerCount()).toBe(0);
});

test("it ends some time after its holder has left, which keeps the actor awake, and not if they are back", async () => {
	const { wheel, events, awake, setParticipants } = openWheel(held(10));
	wheel.watch();
	expect(awake).toEqual([]);
	setParticipants([]);
	expect(awake).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(ABSENCE_GRACE_MS - 1);
	setParticipants([BEN]);
	await vi.advanceTimersByTimeAsync(ABSENCE_GRACE_MS);
	expect(events).toEqual([]);
	setParticipants([]);
	await vi.advanceTimersByTimeAsync(ABSENCE_GRACE_MS);
	expect(events).toMatchObject([{ change: "left" }]);
	await Promise.all(awake);
});

test("it ends for a holder who may not prompt any more", async () => {
	const { events, setParticipants } = openWheel(held(10));
	setParticipants([{ ...BEN, role: "commenter" }]);
	await vi.advanceTimersByTimeAsync(0);
	expect(events).toMatchObject([{ change: "role_lowered" }]);
});

test("it ends within the transaction by which its holder's access ends, and tells those whom suggestions wait for", async () => {
	const { events, session, followed, revoke } = openWheel(held(10));
	await revoke("cleo");
	expect(events).toEqual([]);
	await revoke("ben");
	expect(events).toMatchObject([{ change: "access_ended", from: { userId: "ben" }, to: null }]);
	expect(session().wheel).toBeNull();
	expect(followed).toEqual([null]);
	expect(vi.getTimerCount()).toBe(0);
});

test("it ends at once for somebody whose role was lowered while they are here", async () => {
	const { wheel, events, roles } = openWheel(held(10));
	roles.set("ben", "commenter");
	wheel.watch();
	await vi.advanceTimersByTimeAsync(0);
	expect(events).toMatchObject([{ change: "role_lowered" }]);
});

test("whoever may not have it, or has gone for good, no longer asks for it, and the timeline says nothing of that", async () => {
	const asked = ["cleo", "dora", "emil"].map((userId) => ({ userId, name: userId, at: Date.now() }));
	const { wheel, events, session, roles, revoke, setParticipants } = openWheel(held(60, asked));
	const asking = () => session().wheel?.asked.map(({ userId }) => userId);
	setParticipants([BEN, ...asked.map((person) => ({ ...person, role: "editor" as const }))]);
	roles.set("cleo", "viewer");
	wheel.watch();
	await vi.advanceTimersByTimeAsync(0);
	expect(asking()).toEqual(["dora", "emil"]);
	await revoke("dora");
	expect(asking()).toEqual(["emil"]);
	setParticipants([BEN]);
	await vi.advanceTimersByTimeAsync(ABSENCE_GRACE_MS - 1);
	expect(asking()).toEqual(["emil"]);
	await vi.advanceTimersByTimeAsync(1);
	expect(asking()).toEqual([]);
	expect(events).toEqual([]);
});

test("nothing ends after the process has stopped", async () => {
	const { wheel, events, awake, setParticipants } = openWheel(held(1));
	wheel.watch();
	setParticipants([]);
	wheel.stop();
	await vi.advanceTimersByTimeAsync(120_000);
	expect(events).toEqual([]);
	await Promise.all(awake);
});
