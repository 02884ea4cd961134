import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportToSlack } from "../../examples/attention/slack.ts";
import { CrashStage } from "../harness/CrashStage.ts";
import { endedPrompt, pendingApproval } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

// What waits for people reaches a web server of the host, from a real engine.

const ADA = { userId: "ada", name: "Ada <script>" };

/** A web server that keeps what is posted to it. */
interface Webhook {
	readonly url: string;
	readonly posted: readonly string[];
	/** The next requests are answered with an error. */
	failNext(times: number): void;
	/** Waits for a post that contains the text. */
	receives(text: string): Promise<string>;
	close(): Promise<unknown>;
}

async function startWebhook(): Promise<Webhook> {
	const posted: string[] = [];
	let failures = 0;
	const server: Server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		if (failures > 0) {
			failures -= 1;
			return void response.writeHead(503).end();
		}
		posted.push(JSON.parse(body).text);
		response.end("ok");
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const find = (text: string) => posted.find((post) => post.includes(text)) ?? "";
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		posted,
		failNext(times) {
			failures = times;
		},
		async receives(text) {
			await waitFor(async () => find(text) !== "", `“${text}” to be posted. Posted: ${posted.join("\n")}`);
			return find(text);
		},
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}

let webhook: Webhook;
let server: WorkspaceServer;

beforeAll(async () => {
	webhook = await startWebhook();
	server = await startWorkspaceServer({
		limits: { attentionGraceMs: 0 },
		onAttention: reportToSlack({
			webhookUrl: webhook.url,
			pageOf: (workspaceId) => `https://app.example.com/${workspaceId}`,
			remindEveryMs: 200,
		}),
	});
});

afterAll(async () => {
	await server?.stop();
	await webhook?.close();
});

test("a permission that waits is posted, repeated, and no more once somebody has answered it", async () => {
	const ada = await server.join("slack", ADA);
	// The first attempt fails, and the report comes again.
	webhook.failNext(1);
	const { promptId } = await ada.workspace.prompt({ text: "permission" });
	const approval = await ada.until(pendingApproval, "the agent to ask");
	const first = await webhook.receives("A permission waits for Ada &lt;script&gt;");
	expect(first).toContain(`<https://app.example.com/slack#item-${approval.id}|Open>`);
	await webhook.receives("Still waiting: A permission waits");
	await ada.workspace.answerApproval({ clientId: "yes", approvalId: approval.id, optionId: "allow-once" });
	await webhook.receives("Settled by Ada &lt;script&gt;");
	await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	const waiting = () => webhook.posted.filter((post) => post.startsWith("Still")).length;
	const before = waiting();
	// This takes longer than the time between two reminders.
	const next = await ada.workspace.prompt({ text: "long 30" });
	await ada.until((seen) => endedPrompt(seen, next.promptId), "the next turn to end");
	expect(waiting()).toBe(before);
	expect(webhook.posted.filter((post) => post.startsWith("A permission waits"))).toHaveLength(1);
	await ada.leave();
});

test("the end of a turn is posted to its author who is not there, and after kill -9 what waited is settled", async () => {
	const stage = await CrashStage.open({ environment: { TEST_ATTENTION_URL: webhook.url } });
	try {
		const ada = await stage.join("crash");
		await ada.workspace.prompt({ text: "permission" });
		const { id } = await ada.until(pendingApproval, "the agent to ask");
		await webhook.receives(`waiting approval:${id}`);
		await stage.kill();
		stage.start();
		const back = await stage.join("crash");
		await webhook.receives(`settled approval:${id}`);
		const prompt = await back.until((seen) => [...seen.items.values()].find((item) => item.kind === "prompt"), "it");
		await webhook.receives(`waiting turn:${prompt.id}`);
		expect(webhook.posted.filter((post) => post === `waiting turn:${prompt.id}`)).toHaveLength(1);
		await back.workspace.markRead({ order: prompt.order });
		await back.leave();
	} finally {
		await stage.close();
	}
});
