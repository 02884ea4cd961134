import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InMemorySessionPersistDriver } from "sandbox-agent";
import type { AgentSession } from "../../actors/session/agentSession.ts";
import { type AgentScript, endOf, installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { type OpenSessionOptions, openSession } from "./openSession.ts";
import { RecordingListener } from "./RecordingListener.ts";
import { SandboxServer } from "./SandboxServer.ts";

/** A real server with the scripted agent, the sessions opened on it, and their unhandled rejections. */
export class SessionBench {
	readonly directory: string;
	readonly persist = new InMemorySessionPersistDriver();
	readonly unhandledRejections: unknown[] = [];
	readonly server: SandboxServer;
	readonly #sessions: AgentSession[] = [];
	readonly #catch = (reason: unknown) => this.unhandledRejections.push(reason);

	private constructor(directory: string, server: SandboxServer) {
		this.directory = directory;
		this.server = server;
		process.on("unhandledRejection", this.#catch);
	}

	static async start(agentFlag?: string, environment?: NodeJS.ProcessEnv, script?: AgentScript): Promise<SessionBench> {
		const directory = await mkdtemp(join(tmpdir(), "workspace-chat-session-"));
		await installScriptedAgent(directory, agentFlag, script);
		return new SessionBench(directory, await SandboxServer.start(directory, environment));
	}

	async open(
		options: Partial<OpenSessionOptions> = {},
	): Promise<{ readonly session: AgentSession; readonly listener: RecordingListener }> {
		const listener = new RecordingListener();
		const session = await openSession({ ...this.#defaults(), ...options }, listener);
		this.#sessions.push(session);
		return { session, listener };
	}

	/** The time since the exit of the agent's process, in milliseconds. */
	async sinceExit(): Promise<number> {
		return Date.now() - Number(await readFile(endOf(this.directory), "utf8"));
	}

	async stop(): Promise<void> {
		await Promise.all(this.#sessions.map((session) => session.close()));
		await this.server.kill();
		await rm(this.directory, { recursive: true });
		process.off("unhandledRejection", this.#catch);
	}

	#defaults(): OpenSessionOptions {
		const { signal } = new AbortController();
		return {
			workspaceId: "ada",
			agent: "mock",
			sandbox: this.server.address,
			sandboxId: null,
			cwd: this.directory,
			persist: this.persist,
			signal,
		};
	}
}

/** The blocks of a prompt with one text. */
export function text(content: string): [{ type: "text"; text: string }] {
	return [{ type: "text", text: content }];
}
