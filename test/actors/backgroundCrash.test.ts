import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../harness/ask.ts";
import { ADA, CrashStage } from "../harness/CrashStage.ts";
import { type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open({ agent: "background" });
});
afterAll(() => stage?.close());

const cuts = (seen: SeenWorkspace) =>
	timelineOf(seen).filter((item) => item.kind === "notice" && item.code === "background_cut");
const calls = (seen: SeenWorkspace) => timelineOf(seen).filter((item) => item.kind === "tool_call");

test("what ran in the background when the process was killed is named once, and its call has stopped", async () => {
	const ada = await stage.join("killed");
	await ask(ada, "task 600000");
	const work = await ada.until(({ session }) => session.background, "the task to be known");
	expect(work.tasks).toMatchObject([{ title: "npm test", startedBy: ADA }]);
	// The end of a turn stores what was known before it.
	await ask(ada, "speak 0");

	await stage.kill();
	stage.start();
	const back = await stage.join("killed");
	expect(back.seen().session.background).toBeNull();
	expect(calls(back.seen())).toMatchObject([{ title: "npm test", status: "cancelled", background: true }]);
	expect(cuts(back.seen())).toMatchObject([{ id: `cut-${work.id}`, level: "warning", detail: "npm test" }]);

	await stage.kill();
	stage.start();
	const again = await stage.join("killed");
	expect(cuts(again.seen())).toEqual(cuts(back.seen()));
	expect((await ask(again, "speak 0")).state).toBe("done");
});
