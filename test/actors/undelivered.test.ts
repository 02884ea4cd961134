import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { ask } from "../harness/ask.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { endedPrompt, promptOf, type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";
import { uploadFile } from "../harness/uploadFile.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

// What the agent has certainly not received stays queued, and runs by itself when its sandbox is back.

const ADA = { userId: "ada", name: "Ada" };
const token = "token";

let server: WorkspaceServer;
let sandbox: SandboxServer;
let startSandbox: () => Promise<void>;

beforeAll(async () => {
	const port = await freePort();
	server = await startWorkspaceServer(() => ({
		sandbox: { baseUrl: `http://127.0.0.1:${port}`, token },
		limits: { retryBaseMs: 50, retryMaxMs: 200, maxRetries: 1_000 },
	}));
	startSandbox = async () => {
		sandbox = await startSandboxServer(join(server.engine.folder, "agents"), { port, token });
	};
	await startSandbox();
});
afterAll(async () => {
	await server.stop();
	await sandbox.stop();
});

async function openReady(workspaceId: string) {
	const ada = await server.join(workspaceId, ADA);
	await ada.until(({ session }) => session.state.status === "ready", "the session");
	return ada;
}

const states = (seen: SeenWorkspace) =>
	timelineOf(seen).flatMap((item) => (item.kind === "prompt" ? [`${item.text}: ${item.state}`] : []));

test("a prompt that comes as the sandbox server is killed runs once, or fails if it was on its way: never twice", async () => {
	const ada = await openReady("killed");
	const sent: string[] = [];
	let waited = 0;
	for (let round = 1; round <= 6; round++) {
		// Every other time a connection to the server is still open when it is killed.
		if (round % 2 === 0) await ask(ada, "help");
		const gone = sandbox.stop();
		const { promptId } = await ada.workspace.prompt({ text: `title ${round}` });
		await gone;
		await ada.until(({ session }) => session.state.status !== "ready", "the loss to be noticed");
		await ada.until(({ turn }) => turn === null, "no turn to run");
		const given = promptOf(ada.seen(), promptId);
		// On a connection that was still open, the server may have read it before it was gone. People decide then.
		const wasOnItsWay = given?.state === "failed";
		if (wasOnItsWay) expect(given.result?.error).toMatchObject({ code: "sandbox_unreachable" });
		else expect(given).toMatchObject({ state: "queued", result: null });
		if (!wasOnItsWay) waited += 1;
		await startSandbox();
		await ada.until((seen) => endedPrompt(seen, promptId), "the prompt to run");
		if (round % 2 === 0) sent.push("help: done");
		sent.push(`title ${round}: ${wasOnItsWay ? "failed" : "done"}`);
		await ada.until(({ session }) => session.state.status === "ready", "the session to be back");
	}
	expect(states(ada.seen())).toEqual(sent);
	expect(waited).toBeGreaterThan(0);
});

test("a prompt that comes after the sandbox server has restarted unnoticed runs in the new session", async () => {
	const ada = await openReady("restarted");
	await sandbox.stop();
	await startSandbox();
	expect(await ask(ada, "help")).toMatchObject({ state: "done" });
});

test("a prompt whose file cannot be written because the sandbox is gone waits, before those that came later", async () => {
	const ada = await openReady("file");
	const bytes = new Uint8Array(300_000).fill(1);
	const file = await uploadFile(ada, { attachmentId: "file", name: "file.bin", bytes });
	const gone = sandbox.stop();
	const first = await ada.workspace.prompt({ text: "help", attachments: [file] });
	const second = await ada.workspace.prompt({ text: "help again" });
	await gone;
	await ada.until(({ session }) => session.state.status !== "ready", "the loss to be noticed");
	await startSandbox();
	await ada.until((seen) => endedPrompt(seen, second.promptId), "both to run");
	expect(promptOf(ada.seen(), first.promptId)).toMatchObject({ state: "done", attachments: [{ name: "file.bin" }] });
	expect(states(ada.seen())).toEqual(["help: done", "help again: done"]);
});

test("a prompt that the agent was working on is not run again", async () => {
	const ada = await openReady("worked");
	const { promptId } = await ada.workspace.prompt({ text: "long 6000" });
	await ada.until((seen) => timelineOf(seen).some(({ kind }) => kind === "message"), "the agent to speak");
	await sandbox.stop();
	await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	await startSandbox();
	await ada.until(({ session }) => session.state.status === "ready", "the session to be back");
	expect(states(ada.seen())).toEqual(["long 6000: failed"]);
	expect(promptOf(ada.seen(), promptId)).toMatchObject({ result: { error: { code: "sandbox_unreachable" } } });
});

test("a prompt that was not delivered can be withdrawn while it waits", async () => {
	const ada = await openReady("stopped");
	await sandbox.stop();
	const prompt = async () => {
		const { promptId } = await ada.workspace.prompt({ text: "help" });
		await ada.until(({ session }) => session.state.status !== "ready", "the loss to be noticed");
		await ada.until(({ turn }) => turn === null, "no turn to run");
		return promptId;
	};
	const first = await prompt();
	// Over a connection that still looks open the first one may have been on its way. The loss is known after it.
	const wasOnItsWay = promptOf(ada.seen(), first)?.state === "failed";
	const promptId = wasOnItsWay ? await prompt() : first;
	expect(await ada.workspace.withdrawPrompt({ clientId: "back", promptId })).toEqual({ withdrawn: true });
	await startSandbox();
	expect(await ask(ada, "help")).toMatchObject({ state: "done" });
	const late = await joinWorkspace(server.client(), "stopped", ADA);
	expect(states(late.seen())).toEqual([...(wasOnItsWay ? ["help: failed"] : []), "help: withdrawn", "help: done"]);
});
