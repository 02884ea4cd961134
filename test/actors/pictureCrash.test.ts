import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS, type StoredContent, type TimelineItem } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import { CrashStage } from "../harness/CrashStage.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { timelineOf } from "../harness/seenWorkspace.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open({ agent: "scripted" });
});
afterAll(() => stage?.close());

function storedIn(items: readonly TimelineItem[]): readonly StoredContent[] {
	const blocks = items.flatMap((item) => (item.kind === "message" ? item.blocks : []));
	return blocks.flatMap((block) => (block.type === "image" && block.stored ? [block.stored] : []));
}

async function readSize({ workspace }: Visitor, { id, size }: StoredContent): Promise<number> {
	const last = await workspace.readContent({ id: id ?? "", offset: size - (size % LIMITS.contentPageBytes) });
	return last.offset + Buffer.byteLength(last.data, "base64");
}

test("a picture survives kill -9, and one that was being stored is missing without harm", async () => {
	const ada = await stage.join("pictures");
	expect((await ask(ada, "picture 300000")).state).toBe("done");
	const [kept] = storedIn(timelineOf(ada.seen()));
	expect(kept && (await readSize(ada, kept))).toBe(300_000);
	const { length } = storedIn(timelineOf(ada.seen()));
	await ada.workspace.prompt({ text: "picture 5000000" });
	await ada.until((seen) => storedIn(timelineOf(seen)).length > length || undefined, "the second picture");
	await stage.kill();

	stage.start();
	const back = await stage.join("pictures");
	const stored = storedIn(timelineOf(back.seen()));
	expect(stored[0]).toEqual(kept);
	expect(await readSize(back, stored[0] as StoredContent)).toBe(300_000);
	for (const lost of stored.slice(1)) {
		const read = await readSize(back, lost).catch((error: { readonly code: string }) => error.code);
		expect([lost.size, "not_found"]).toContain(read);
	}
	expect((await ask(back, "picture 5000000")).state).toBe("done");
	const again = storedIn(timelineOf(back.seen())).at(-1);
	expect(again && (await readSize(back, again))).toBe(5_000_000);
});
