import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer({ limits: { sleepAfterMs: 500 }, onLog: (entry) => lines.push(entry) });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };
const HOUR = 3_600_000;
const REQUEST = { clientId: "once", text: "help" };

/** Asks under the same client id, in a workspace that has slept and woken so many hours after it was asked first. */
async function askAgain(hours: number): Promise<string> {
	const now = Date.now;
	const clock = vi.spyOn(Date, "now").mockImplementation(() => now() + hours * HOUR);
	// Over no lasting connection: the workspace may sleep before the call arrives.
	const workspace = server.client().workspace.getOrCreate(["repeats"], { params: ADA });
	const { promptId } = await workspace.prompt(REQUEST);
	const slept = lines.filter(isSlept).length;
	await waitFor(() => lines.filter(isSlept).length > slept, "the workspace to sleep");
	clock.mockRestore();
	return promptId;
}

const isSlept = ({ event }: LogEntry) => event === "workspace_slept";

test("a repeat gets the first response for more than a day, and is a new prompt after two", async () => {
	const first = await askAgain(0);
	expect(await askAgain(25)).toBe(first);
	expect(await askAgain(47)).toBe(first);
	expect(await askAgain(49)).not.toBe(first);
});
