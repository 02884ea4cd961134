import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { local } from "../../actors/sandbox/local.ts";
import { type ContentBlock, LIMITS, type TimelineItem } from "../../src/protocol/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { ask } from "../harness/ask.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { sawJoin, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({
		sandbox: () => local({ agentsDirectory: join(server.engine.folder, "scripted"), cwd: server.cwd }),
	});
	await installScriptedAgent(join(server.engine.folder, "scripted"));
});
afterAll(() => server.stop());

function storedIn(items: readonly TimelineItem[]) {
	const blocks = items.flatMap((item): readonly ContentBlock[] => {
		if (item.kind === "message") return item.blocks;
		return item.kind === "tool_call"
			? item.content.flatMap((part) => (part.type === "content" ? [part.content] : []))
			: [];
	});
	return blocks.map((block) => (block.type === "image" ? block.stored : undefined));
}

async function readWhole({ workspace }: Visitor, id: string): Promise<number> {
	let read = 0;
	for (let size = 1; read < size; ) {
		const page = await workspace.readContent({ id, offset: read });
		expect(page.data.length).toBeLessThan(1_000_000);
		size = page.size;
		read += Buffer.byteLength(page.data, "base64");
	}
	return read;
}

test.each([
	["a picture of 200 KB", "picture 200000", 1, 200_000],
	["a picture of 5 MB", "picture 5000000", 1, 5_000_000],
	["50 pictures of 1 MB", "picture 1000000 50", 50, 1_000_000],
])(
	"%s is a small reference in the timeline, and its bytes are there for everybody",
	async (name, text, count, size) => {
		const workspaceId = name.replaceAll(" ", "-");
		const ada = await server.join(workspaceId, { userId: "ada", name: "Ada" });
		expect((await ask(ada, text)).state).toBe("done");
		const ben = await server.join(workspaceId, { userId: "ben", name: "Ben", role: "viewer" });
		await ada.until((seen) => sawJoin(seen, "ben"), "Ben to join");
		expect(timelineOf(ben.seen())).toEqual(timelineOf(ada.seen()));
		const stored = storedIn(timelineOf(ben.seen()));
		expect(stored).toHaveLength(count + 1);
		expect(new Set(stored.map((content) => content?.id)).size).toBe(count);
		for (const content of stored) {
			expect(content).toMatchObject({ size, width: 640, height: 480 });
			expect(await readWhole(ben, content?.id ?? "")).toBe(size);
		}
		expect(JSON.stringify(timelineOf(ben.seen())).length).toBeLessThan(LIMITS.itemBytes);
		expect(timelineOf(ben.seen()).some((item) => item.truncated || item.missingBytes)).toBe(false);
	},
);

test("a picture that is only in the raw output of a tool is content of its call", async () => {
	const ada = await server.join("raw-picture", { userId: "ada", name: "Ada" });
	expect((await ask(ada, "raw-picture 200000")).state).toBe("done");
	const [stored, ...others] = storedIn(timelineOf(ada.seen()));
	expect(others).toEqual([]);
	expect(stored).toMatchObject({ size: 200_000, width: 640, height: 480 });
	expect(await readWhole(ada, stored?.id ?? "")).toBe(200_000);
});
