import { expect, test } from "vitest";
import { ADA, type EquippedWorkspace, equipWorkspaces } from "../harness/equippedWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";

const open = equipWorkspaces();

/** As the action does it. */
function logIn({ workspace }: EquippedWorkspace, methodId: string): boolean {
	return workspace.sessionKeeper.logIn(methodId, ADA);
}

const METHODS = [
	{ id: "browser", name: "Sign in with Acme", description: "Opens a page of Acme", type: "agent" },
	{ id: "broken", name: "Company account", type: "agent" },
	{ id: "key", name: "API key", type: "env_var", variables: ["ACME_KEY"], link: "https://acme.example/keys" },
	{ id: "tty", name: "In a terminal", type: "terminal", args: ["login"] },
];

test("an agent that needs a login is not retried; it says how, and prompts wait until somebody has logged it in", async () => {
	const used = await open({ flags: "--login", limits: { retryBaseMs: 1, retryMaxMs: 1, maxRetries: 5 } });
	const { sessionStore, promptQueue, sessionKeeper } = used.workspace;
	const { promptId } = await promptQueue.send(ADA, { text: "report" });
	expect(await used.untilFailed()).toMatchObject({ code: "login_required" });
	expect(sessionStore.get()).toMatchObject({ login: { methods: METHODS }, state: { retryAt: null } });
	expect(JSON.stringify(sessionStore.get())).not.toContain("of-a-terminal");

	logIn(used, "broken");
	await waitFor(() => sessionStore.get().state.status !== "failed", "the attempt to begin");
	expect(await used.untilFailed()).toMatchObject({ code: "login_required", detail: "No account for broken" });

	logIn(used, "browser");
	expect(JSON.parse(await used.answerTo(promptId)).requests).toMatchObject([{ method: "session/new" }]);
	expect(sessionStore.get().state).toEqual({ status: "ready" });
	expect(logIn(used, "browser")).toBe(false);

	const lost = JSON.parse(await used.say("log out"));
	expect(lost).toMatchObject({ code: "login_required" });
	expect(await used.untilFailed()).toMatchObject({ code: "login_required" });
	expect(sessionKeeper.current()).toBeNull();
	const next = await promptQueue.send(ADA, { text: "report" });
	await used.untilFailed();
	logIn(used, "browser");
	expect(JSON.parse(await used.answerTo(next.promptId))).toMatchObject({ mode: "ask" });
});

test("without a login to offer, the agent's error is one like any other", async () => {
	const used = await open({});
	expect(JSON.parse(await used.say("sign out"))).toMatchObject({ code: "agent_failed" });
	expect(used.workspace.sessionKeeper.current()).not.toBeNull();
});
