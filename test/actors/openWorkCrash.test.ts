import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../harness/ask.ts";
import { ADA, CrashStage } from "../harness/CrashStage.ts";
import { refused } from "../harness/refused.ts";
import { type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";

// What is killed while the agent works in the background and asks two questions in a turn.

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open();
});
afterAll(() => stage?.close());

const questionsOf = (seen: SeenWorkspace) => timelineOf(seen).filter((item) => item.kind === "question");
const callsOf = (seen: SeenWorkspace) => timelineOf(seen).filter((item) => item.kind === "tool_call");
const cutsOf = (seen: SeenWorkspace) =>
	timelineOf(seen).filter((item) => item.kind === "notice" && item.code === "background_cut");

const KILLED = {
	agent: () => stage.sandbox.killAgents(),
	"sandbox server": () => stage.restartSandbox(),
	process: async () => {
		await stage.kill();
		stage.start();
	},
};

test.each(Object.entries(KILLED))(
	"after kill -9 of the %s, questions and background work are closed once, and nothing is asked again",
	async (killed, kill) => {
		const workspaceId = `open-${killed.replace(" ", "-")}`;
		const ada = await stage.join(workspaceId);
		const started = await ask(ada, "background 600");
		await ada.until(({ session }) => session.background, "the background work to be known");
		const { promptId } = await ada.workspace.prompt({ text: "ask twice" });
		await ada.until((seen) => questionsOf(seen).length === 2, "the agent to ask");
		const asked = questionsOf(ada.seen());
		expect(ada.seen().session.background?.tasks).toMatchObject([{ title: "npm test", startedBy: ADA }]);

		await kill();
		const back = await stage.join(workspaceId);

		await back.until(({ session, turn }) => session.background === null && turn === null, "the work to be closed");
		const closed = { status: "cancelled", reason: "interrupted" };
		expect(questionsOf(back.seen())).toMatchObject(asked.map(({ id, message }) => ({ id, message, state: closed })));
		expect(callsOf(back.seen())).toMatchObject([{ title: "npm test", status: "cancelled", background: true }]);
		expect(cutsOf(back.seen())).toMatchObject([{ level: "warning", detail: "npm test" }]);
		expect(back.seen().items.get(started.id)).toMatchObject({ state: "done" });
		const prompts = timelineOf(back.seen()).filter((item) => item.kind === "prompt");
		expect(["failed", "interrupted"]).toContain(prompts.find(({ id }) => id === promptId)?.state);
		const answer = { clientId: "late", questionId: asked[0]?.id ?? "", action: "decline" } as const;
		expect(await refused(back.workspace.answerQuestion(answer))).toMatchObject({ code: "question_closed" });

		const before = timelineOf(back.seen());
		expect((await ask(back, "help")).state).toBe("done");
		expect(questionsOf(back.seen())).toHaveLength(2);
		expect(cutsOf(back.seen())).toHaveLength(1);
		expect(timelineOf(back.seen()).slice(0, before.length)).toEqual(before);
	},
);
