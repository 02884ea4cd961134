import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { local } from "../../actors/sandbox/local.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { ask } from "../harness/ask.ts";
import { timelineOf } from "../harness/seenWorkspace.ts";
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
