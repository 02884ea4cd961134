import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CrashStage } from "../harness/CrashStage.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open();
});
afterAll(() => stage?.close());

test("kill -9 loses no suggestion, neither who has the wheel nor who has asked for it, and runs nothing unsent", async () => {
	const ada = await stage.join("suggestions");
	const ben = await joinWorkspace(stage.client, "suggestions", { userId: "ben", name: "Ben" });
	const { until } = await ada.workspace.takeWheel({ clientId: randomUUID(), minutes: 30 });
	const suggested = await ben.workspace.prompt({ text: "help" });
	const own = await ben.workspace.suggestPrompt({ clientId: randomUUID(), text: "help too" });
	await ben.workspace.declineSuggestion({ clientId: randomUUID(), promptId: own.promptId }).then(
		() => expect.unreachable("somebody else has the wheel"),
		(error: { readonly code: string }) => expect(error.code).toBe("wheel_held"),
	);
	await ben.workspace.askForWheel({ clientId: randomUUID() });
	// Not a moment later: what was answered is stored.
	await stage.kill();
	await ben.leave();
	stage.start();

	const back = await stage.join("suggestions");
	expect(back.answer.session.wheel).toMatchObject({ by: { userId: "ada" }, until, asked: [{ userId: "ben" }] });
	expect(back.answer.queue).toMatchObject([
		{ id: suggested.promptId, suggestion: { needs: "editor" }, state: "queued" },
		{ id: own.promptId, suggestion: { needs: "editor" }, state: "queued" },
	]);
	await back.workspace.sendSuggestion({ clientId: randomUUID(), promptId: own.promptId });
	await back.until((seen) => endedPrompt(seen, own.promptId), "the suggestion to run");
	expect(back.seen().items.get(suggested.promptId)).toMatchObject({ state: "queued", suggestion: { needs: "editor" } });
});
