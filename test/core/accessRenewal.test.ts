import { expect, test, vi } from "vitest";
import { type ConnectWorkspace, WorkspaceError } from "../../src/core/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { ADA, createTestStore } from "./startStore.ts";

const HOUR = 3_600_000;

/** A page whose access ends an hour after each connection, and what a later connection meets. */
async function openPage(later: { answer: "admit" | "refuse" | "lose" }) {
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock });
	const opened: { readonly at: number; isClosed: boolean }[] = [];
	const connect: ConnectWorkspace = (listener) => {
		const attempt = { at: clock.now(), isClosed: false };
		const isFirst = opened.push(attempt) === 1;
		const close = () => {
			attempt.isClosed = true;
		};
		if (!isFirst && later.answer !== "admit") {
			const error = new WorkspaceError({ code: "unauthenticated", message: "Not any more." });
			queueMicrotask(() => (later.answer === "refuse" ? listener.onRefused(error) : listener.onLost()));
			return { call: () => Promise.reject(error), close };
		}
		const expiresAt = clock.now() + HOUR;
		const connection = workspace.connect(ADA)(listener);
		return {
			async call(name, request, options) {
				const response = await connection.call(name, request, options);
				if (name === "sync" && "self" in response) return { ...response, self: { ...response.self, expiresAt } };
				return response;
			},
			close() {
				close();
				connection.close();
			},
		};
	};
	const store = createTestStore({ clock, connect });
	const stop = store.start();
	await clock.settle();
	const statuses = new Set<string>();
	store.subscribe(() => statuses.add(store.get().connectionStatus.status));
	return { clock, workspace, store, stop, opened, statuses };
}

test("opens a second connection half a minute before access ends, and closes the first once it is synced", async () => {
	const { clock, workspace, store, stop, opened, statuses } = await openPage({ answer: "admit" });
	const start = clock.now();
	const participants = new Set<number>();
	workspace.subscribe(({ participants: people }) => participants.add(people.length));
	await clock.advance(HOUR - 31_000);
	expect(opened).toHaveLength(1);
	await clock.advance(2_000);
	expect(opened).toMatchObject([{ isClosed: true }, { at: start + HOUR - 30_000, isClosed: false }]);
	expect([...statuses]).toEqual(["connected"]);
	// She never left.
	expect(participants).not.toContain(0);
	workspace.apply({ kind: "session", change: { title: "New" } });
	await clock.settle();
	expect(store.get().session?.title).toBe("New");
	await clock.advance(HOUR);
	expect(opened).toHaveLength(3);
	stop();
	expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true, true]);
	expect(clock.pending()).toBe(0);
});

test.each(["refuse", "lose"] as const)(
	"keeps the first connection when the second meets %s, and tries again",
	async (answer) => {
		const later: Parameters<typeof openPage>[0] = { answer };
		const { clock, store, stop, opened, statuses } = await openPage(later);
		await clock.advance(HOUR - 25_000);
		expect(opened).toMatchObject([{ isClosed: false }, {}]);
		expect(store.get().connectionStatus.status).toBe("connected");
		later.answer = "admit";
		await clock.advance(24_000);
		expect(opened.at(0)).toMatchObject({ isClosed: true });
		expect(opened.at(-1)).toMatchObject({ isClosed: false });
		expect([...statuses]).toEqual(["connected"]);
		stop();
		expect(clock.pending()).toBe(0);
	},
);

test("does not begin when access does not end by itself", async () => {
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock });
	const connect = vi.fn(workspace.connect(ADA));
	const store = createTestStore({ clock, connect });
	const stop = store.start();
	await clock.advance(24 * HOUR);
	expect(connect).toHaveBeenCalledOnce();
	stop();
});
