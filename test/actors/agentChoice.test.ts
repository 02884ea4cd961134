import { expect, test } from "vitest";
import { ADA, type EquippedWorkspace, equipWorkspaces } from "../harness/equippedWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";

const open = equipWorkspaces();

const BOTH = ["mock", "amp"];

function change({ workspace }: EquippedWorkspace, agent: string) {
	const { agentChoice, currentTurn, sessionKeeper } = workspace;
	const context = { turn: () => currentTurn.get(), keeper: sessionKeeper };
	return agentChoice.change(ADA, { clientId: crypto.randomUUID(), agent }, context);
}

test("the host chooses the agent of each workspace", async () => {
	const used = await open({ agent: "mock", session: () => ({ agent: "amp" }) });
	expect(await used.report()).toMatchObject({ name: "amp" });
	expect(used.workspace.sessionStore.get()).toMatchObject({ agent: "amp", agents: undefined });
	expect((await used.items()).filter(({ kind }) => kind === "event")).toEqual([]);
});

test("an owner's choice is told, stored, goes before the host's, and the new agent gets the history", async () => {
	const asked: string[] = [];
	const session = ({ agent }: { readonly agent: string }) => {
		asked.push(agent);
		return { agent: "mock" };
	};
	const first = await open({ agents: BOTH, session });
	expect(await first.report()).toMatchObject({ name: "mock" });
	await first.workspace.settingsChanger.change(ADA, { clientId: "set", configId: "model", value: "steady" });
	await change(first, "amp");
	const { name, texts, model } = await first.report();
	// A choice for one agent means nothing to another.
	expect([name, model]).toEqual(["amp", "swift"]);
	expect(texts).toEqual([expect.stringContaining("Previous session history"), "report"]);
	expect((await first.items()).filter(({ kind }) => kind === "event")).toMatchObject([
		{ event: { type: "setting_changed" } },
		{ by: { name: "Ada" }, event: { type: "agent_changed", from: "mock", to: "amp" } },
	]);
	await first.workspace.sleep();
	const second = await open({ agents: BOTH, session }, first.db);
	expect(second.workspace.sessionStore.get()).toMatchObject({ agent: "amp", agents: BOTH });
	expect(await second.report()).toMatchObject({ name: "amp" });
	expect(asked).toEqual(["mock", "amp", "amp"]);
	await second.workspace.sleep();
	const third = await open({ agents: ["mock"], session }, first.db);
	expect(await third.report()).toMatchObject({ name: "mock" });
});

test("another agent than those offered is refused, and any during a turn; prompts that wait go to the new one", async () => {
	const used = await open({ agents: BOTH, approvals: {} });
	await expect(change(used, "pi")).rejects.toMatchObject({ info: { code: "option_unknown" } });
	const { promptQueue, currentTurn, turnStopper } = used.workspace;
	await promptQueue.send(ADA, { text: "wait" });
	await waitFor(() => currentTurn.get() !== null, "the turn to begin");
	await expect(change(used, "amp")).rejects.toMatchObject({ info: { code: "turn_running" } });
	const turnId = currentTurn.get()?.id ?? "";
	await turnStopper.cancel(ADA, { clientId: "stop", turnId });
	await waitFor(() => currentTurn.get() === null, "the turn to end");
	const changed = change(used, "amp");
	const { promptId } = await promptQueue.send(ADA, { text: "report" });
	await changed;
	expect(JSON.parse(await used.answerTo(promptId))).toMatchObject({ name: "amp" });
});
