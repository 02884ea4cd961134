import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import {
	type Client,
	ClientSideConnection,
	ndJsonStream,
	PROTOCOL_VERSION,
	type RequestPermissionRequest,
	type RequestPermissionResponse,
	type SessionNotification,
	type SessionUpdate,
} from "@agentclientprotocol/sdk";
import { bytesOf } from "../../demo/agent/bytesOf.ts";
import { installDemoAgent } from "../../demo/agent/installDemoAgent.ts";

type AnswerPermission = (request: RequestPermissionRequest) => RequestPermissionResponse["outcome"];

/** The demo agent as its own process, started from the slot file, with an ACP client that records all updates. */
export class DemoAgentProcess implements Client, AsyncDisposable {
	readonly cwd: string;
	readonly child: ChildProcess;
	readonly connection: ClientSideConnection;
	readonly updates: SessionUpdate[] = [];
	readonly permissionRequests: RequestPermissionRequest[] = [];
	readonly questions: Record<string, unknown>[] = [];
	answerQuestion: (params: Record<string, unknown>) => Record<string, unknown> = () => ({ action: "cancel" });
	answerPermission: AnswerPermission = () => ({ outcome: "cancelled" });
	readonly #folder: string;
	readonly #waiting = new Set<() => void>();

	static async start(pace = "0.01"): Promise<DemoAgentProcess> {
		const folder = await mkdtemp(join(tmpdir(), "demo-agent-"));
		return new DemoAgentProcess(folder, await installDemoAgent(join(folder, "data")), pace);
	}

	constructor(folder: string, slot: string, pace: string) {
		this.#folder = folder;
		this.cwd = join(folder, "work");
		const env = { ...process.env, WORKSPACE_CHAT_DEMO_PACE: pace };
		const child = spawn(slot, [], { env, stdio: ["pipe", "pipe", "ignore"] });
		this.child = child;
		this.connection = new ClientSideConnection(
			() => this,
			ndJsonStream(Writable.toWeb(child.stdin), bytesOf(child.stdout)),
		);
	}

	async initialize() {
		return await this.connection.initialize({ protocolVersion: PROTOCOL_VERSION, clientCapabilities: {} });
	}

	async newSession() {
		await this.initialize();
		return await this.connection.newSession({ cwd: this.cwd, mcpServers: [] });
	}

	async prompt(sessionId: string, text: string) {
		return await this.connection.prompt({ sessionId, prompt: [{ type: "text", text }] });
	}

	async sessionUpdate({ update }: SessionNotification): Promise<void> {
		this.updates.push(update);
		for (const check of this.#waiting) check();
	}

	async requestPermission(request: RequestPermissionRequest): Promise<RequestPermissionResponse> {
		this.permissionRequests.push(request);
		return { outcome: this.answerPermission(request) };
	}

	/** The SDK does not know questions. */
	async extMethod(method: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
		this.questions.push({ method, ...params });
		return this.answerQuestion(params);
	}

	/** Waits for a matching update, including those already received. */
	async waitForUpdate(matches: (update: SessionUpdate) => boolean): Promise<SessionUpdate> {
		return await new Promise((resolve) => {
			const check = () => {
				const found = this.updates.find(matches);
				if (!found) return;
				this.#waiting.delete(check);
				resolve(found);
			};
			this.#waiting.add(check);
			check();
		});
	}

	/** All updates of one kind, in order. */
	of<Kind extends SessionUpdate["sessionUpdate"]>(kind: Kind): Extract<SessionUpdate, { sessionUpdate: Kind }>[] {
		const isKind = (update: SessionUpdate): update is Extract<SessionUpdate, { sessionUpdate: Kind }> =>
			update.sessionUpdate === kind;
		return this.updates.filter(isKind);
	}

	/** The concatenated text of all messages. */
	text(kind: "agent_message_chunk" | "agent_thought_chunk" = "agent_message_chunk"): string {
		return this.of(kind)
			.map(({ content }) => (content.type === "text" ? content.text : `[${content.type}]`))
			.join("");
	}

	async exit(): Promise<number | null> {
		if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
		return this.child.exitCode;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.child.stdin?.end();
		await this.exit();
		await rm(this.#folder, { recursive: true, force: true });
	}
}
