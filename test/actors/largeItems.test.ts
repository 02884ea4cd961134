import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { local } from "../../actors/sandbox/local.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { ask } from "../harness/ask.ts";
import { endedPrompt, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer({
		sandbox: () => local({ agentsDirectory: join(server.engine.folder, "scripted"), cwd: server.cwd }),
		onLog: (entry) => lines.push(entry),
	});
	await installScriptedAgent(join(server.engine.folder, "scripted"));
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };

test.each([
	["a log of 5 MB", "log 5000000", "tool_call"],
	["an answer of 3 MB", "tell 30", "message"],
])("%s is stored, told and found again, and the work goes on", async (name, text, kind) => {
	const ada = await server.join(name.replaceAll(" ", "-"), ADA);
	expect((await ask(ada, text)).state).toBe("done");
	expect((await ask(ada, "echo")).state).toBe("done");
	const ben = await server.join(name.replaceAll(" ", "-"), { userId: "ben" });
	expect(timelineOf(ben.seen())).toEqual(timelineOf(ada.seen()));
	const large = timelineOf(ben.seen()).find((item) => item.kind === kind);
	expect(large).toMatchObject({ truncated: true });
	expect(lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("more commands than fit into a message, and questions without end, keep nobody out", async () => {
	const ada = await server.join("endless", ADA);
	await ask(ada, "offer 5000");
	expect(ada.seen().session.commands.length).toBeGreaterThan(50);
	const { promptId } = await ada.workspace.prompt({ text: "ask-often 500" });
	await ada.until((seen) => [...seen.items.values()].filter(isPending).length === 500, "all questions");
	const ben = await server.join("endless", { userId: "ben" });
	expect([...ben.seen().items.values()].filter(isPending).length).toBeGreaterThan(50);
	await ada.workspace.cancel({ clientId: "enough", turnId: ada.seen().turn?.id ?? "" });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
	expect([...ada.seen().items.values()].filter(isPending)).toEqual([]);
});

function isPending(item: TimelineItem): boolean {
	return item.kind === "approval" && item.state.status === "pending";
}
