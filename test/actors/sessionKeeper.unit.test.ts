import { expect, test } from "vitest";
import { SessionKeeper, type SessionKeeperDeps } from "../../actors/agent/SessionKeeper.ts";
import { SessionError } from "../../actors/errors/sessionErrors.ts";
import { EventHub } from "../../actors/events/EventHub.ts";
import type { AgentSession } from "../../actors/session/agentSession.ts";
import type { Session } from "../../src/protocol/index.ts";
import { waitFor } from "../harness/waitFor.ts";

const LIMITS = { retryBaseMs: 1, retryMaxMs: 1, maxRetries: 2 };
const DOWN = { code: "sandbox_unreachable", message: "The sandbox does not answer." } as const;

/** A keeper whose sandbox is down until `repair` is called, with somebody there who needs the session. */
function openKeeper() {
	let [attempts, isDown] = [0, true];
	const states: Session["state"][] = [{ status: "offline" }];
	const session = { sandbox: { cwd: "/work" }, close: async () => undefined } as AgentSession;
	const store = {
		get: () => ({ cwd: null }),
		update: ({ state }: Partial<Session>) => void (state && states.push(state)),
	};
	const keeper = new SessionKeeper({
		events: new EventHub(() => undefined),
		async open() {
			attempts += 1;
			if (isDown) throw new SessionError(DOWN);
			return session;
		},
		store,
		limits: LIMITS,
		isNeeded: () => true,
	} as unknown as SessionKeeperDeps);
	const reach = (status: Session["state"]["status"]) => waitFor(() => states.at(-1)?.status === status, status);
	return {
		keeper,
		reach,
		attempts: () => attempts,
		repair: () => {
			isDown = false;
		},
		async giveUp() {
			keeper.ensureOpen();
			await waitFor(() => states.some((state) => state.status === "failed" && state.retryAt === null), "the end of it");
		},
	};
}

test("does not open a failed session because somebody joins", async () => {
	const { keeper, attempts, giveUp } = openKeeper();
	await giveUp();
	const before = attempts();
	expect(before).toBe(1 + LIMITS.maxRetries);
	for (let people = 0; people < 20; people++) keeper.ensureOpen();
	expect(attempts()).toBe(before);
});

test.each(["prompt", "restart"])("a %s opens it again", async (how) => {
	const { keeper, reach, repair, giveUp } = openKeeper();
	await giveUp();
	repair();
	if (how === "restart") expect(keeper.restart()).toBe(true);
	else await keeper.ready();
	await reach("ready");
});

test("stays suspended until the last suspension ends, and opens again if people are present", async () => {
	const { keeper, reach, attempts, repair } = openKeeper();
	repair();
	await keeper.ready();
	const [destroyed, rested] = [keeper.suspend(), keeper.suspend()];
	rested();
	rested();
	keeper.ensureOpen();
	await Promise.resolve();
	expect(attempts()).toBe(1);
	destroyed();
	await reach("ready");
	expect(attempts()).toBe(2);
});
