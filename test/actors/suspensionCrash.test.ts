import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CrashStage } from "../harness/CrashStage.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open();
});
afterAll(() => stage?.close());

test("what somebody had queued who was disconnected does not run either once the process was killed", async () => {
	const ada = await stage.join("suspended");
	await ada.workspace.prompt({ text: "long 600" });
	await ada.until(({ turn }) => turn, "the turn to begin");
	const client = createWorkspaceClient(stage.engine.endpoint);
	const ben = await joinWorkspace(client, "suspended", { userId: "ben", name: "Ben" });
	const { promptId } = await ben.workspace.prompt({ text: "help" });
	const { promptId: other } = await ada.workspace.prompt({ text: "help" });
	await ben.leave();
	await client.dispose();
	await ada.workspace.disconnectUser({ clientId: randomUUID(), userId: "ben" });

	await stage.kill();
	stage.start();
	const back = await stage.join("suspended");
	const itemOf = (id: string) => {
		const item = back.seen().items.get(id);
		return item?.kind === "prompt" ? item : undefined;
	};
	await back.until(() => itemOf(other)?.state === "done", "the prompt of another person to run");
	await back.until(() => itemOf(promptId), "the prompt to be withdrawn");
	expect(itemOf(promptId)).toMatchObject({
		state: "withdrawn",
		turnId: null,
		withdrawal: { reason: "access_ended", person: { userId: "ben", name: "Ben" } },
	});
});
