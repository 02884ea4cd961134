import type { RawAccess } from "rivetkit/db";
import type { Person } from "../../src/protocol/index.ts";
import type { AgentContents } from "../contents/AgentContents.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { SessionError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { sandboxReplacedNotice, settingsLostNotice, setupNotTakenNotice } from "../notices/notices.ts";
import { resolveSessionSetup, type SessionSetup, secretsOf } from "../options/sessionOption.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import type { SqliteSessionPersistDriver } from "../persist/SqliteSessionPersistDriver.ts";
import { openSandbox } from "../sandbox/openSandbox.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { AgentSession, AgentSessionListener } from "../session/agentSession.ts";
import type { UnsupportedParam } from "../session/guard/sessionParams.ts";
import { AgentServerRecord, openAgentSession } from "../session/openAgentSession.ts";
import type { TracedPost } from "../telemetry/PromptTracer.ts";
import type { Writer } from "../writer/Writer.ts";
import type { AgentChoice } from "./AgentChoice.ts";
import type { Projector } from "./Projector.ts";
import type { SessionStore } from "./SessionStore.ts";
import type { SettingsStore } from "./SettingsStore.ts";

interface SessionOpenerDeps {
	readonly db: RawAccess;
	readonly settings: WorkspaceSettings;
	readonly workspaceId: string;
	readonly writer: Pick<Writer, "flush" | "stream">;
	readonly log: WorkspaceLog;
	readonly persist: SqliteSessionPersistDriver;
	readonly contents: AgentContents;
	readonly projector: Projector;
	readonly agentChoice: Pick<AgentChoice, "get">;
	readonly events: Pick<WorkspaceEventHub, "emit">;
	readonly sessionStore: SessionStore;
	readonly settingsStore: SettingsStore;
	/** Begins to trace the prompt that is sent next; null when nothing is traced. */
	tracePost(): TracedPost | null;
}

/** One attempt to open the session. */
interface OpeningAttempt {
	/** Ends it. */
	readonly signal: AbortSignal;
	/** The person whose action it follows; null when the workspace acts by itself. */
	readonly by: Person | null;
	/** The login to carry out before the session is opened; null for none. */
	readonly login: string | null;
}

interface StartOptions extends Pick<OpeningAttempt, "signal" | "login"> {
	readonly setup: SessionSetup;
	readonly sandbox: Sandbox;
}

/** Opens the workspace's session: asks the host what to give it, gets a sandbox, starts the agent in it, sets it up. */
export class SessionOpener {
	readonly #deps: SessionOpenerDeps;
	readonly #agentServer: AgentServerRecord;

	constructor(deps: SessionOpenerDeps) {
		this.#deps = deps;
		this.#agentServer = new AgentServerRecord(deps.db);
	}

	/** @throws {SessionError} */
	async open(listener: AgentSessionListener, { signal, by, login }: OpeningAttempt): Promise<AgentSession> {
		this.#deps.events.emit("sessionOpening", {});
		try {
			const session = await this.#open(listener, { signal, by, login });
			this.#deps.events.emit("sessionOpened", { code: undefined });
			return session;
		} catch (error) {
			this.#deps.events.emit("sessionOpened", { code: toErrorInfo(error).code });
			// A later attempt may have started another login.
			if (!signal.aborted) this.#endLogin();
			throw error;
		}
	}

	#endLogin(): void {
		const { sessionStore } = this.#deps;
		const { login } = sessionStore.get();
		if (login?.pending !== undefined) sessionStore.update({ login: { methods: login.methods } });
	}

	async #open(listener: AgentSessionListener, { signal, by, login }: OpeningAttempt): Promise<AgentSession> {
		const setup = await this.#resolveSetup(by, signal);
		this.#applyAgent(setup);
		this.#deps.projector.beginAgentProcess();
		const sandbox = await this.#openSandbox(setup, signal);
		try {
			return await this.#startAgent(listener, { setup, sandbox, signal, login });
		} catch (error) {
			// The next attempt does not know that this sandbox has replaced another.
			if (sandbox.isReplacement) this.#deps.writer.stream([{ kind: "item", item: sandboxReplacedNotice() }]);
			throw error;
		}
	}

	async #resolveSetup(by: Person | null, signal: AbortSignal): Promise<SessionSetup> {
		const { settings, workspaceId, log, agentChoice } = this.#deps;
		const agent = agentChoice.get() ?? settings.agent;
		const limit = { timeoutMs: settings.limits.requestTimeoutMs, signal };
		return resolveSessionSetup(settings.session, { workspaceId, by, agent }, limit).catch((error: unknown) => {
			if (error instanceof SessionError && error.code === "session_setup_failed")
				log("error", "session_setup_failed", { error: error.cause ?? error.info.detail });
			throw error;
		});
	}

	#applyAgent(setup: SessionSetup): void {
		const { settings, agentChoice, sessionStore, events } = this.#deps;
		const agent = agentChoice.get() ?? setup.agent ?? settings.agent;
		if (agent !== sessionStore.get().agent) events.emit("agentChanged", { agent });
	}

	/**
	 * Its id is stored before the agent starts. If that fails, the next attempt uses the same sandbox, and
	 * `destroyWorkspace` removes it; otherwise each attempt would create another, which nobody knows.
	 */
	async #openSandbox({ env }: SessionSetup, signal: AbortSignal): Promise<Sandbox> {
		const { settings, workspaceId, sessionStore, writer } = this.#deps;
		const { sandboxId: lastId } = sessionStore.get();
		const options = { ...settings, workspaceId, sandboxId: lastId, env, signal };
		const sandbox = await this.#measure(() => openSandbox(options), signal);
		sessionStore.update({ sandboxId: sandbox.sandboxId });
		await writer.flush();
		return sandbox;
	}

	/** An attempt that was given up has neither failed nor succeeded. */
	async #measure(open: () => Promise<Sandbox>, signal: AbortSignal): Promise<Sandbox> {
		const startedAt = performance.now();
		const report = (outcome: "ok" | "failed") =>
			this.#deps.events.emit("sandboxStarted", { outcome, durationMs: performance.now() - startedAt });
		try {
			const sandbox = await open();
			report("ok");
			return sandbox;
		} catch (error) {
			if (!signal.aborted) report("failed");
			throw error;
		}
	}

	async #startAgent(
		listener: AgentSessionListener,
		{ setup, sandbox, signal, login }: StartOptions,
	): Promise<AgentSession> {
		const { settings, persist, contents, sessionStore, settingsStore, writer } = this.#deps;
		const { agent } = sessionStore.get();
		const { mcpServers = [], systemPrompt, meta, additionalDirectories = [] } = setup;
		const given = { params: { mcpServers, systemPrompt, meta, additionalDirectories }, secrets: secretsOf(setup) };
		const session = await openAgentSession(
			{
				...{ ...settings, ...given, agent, sandbox, persist, agentServer: this.#agentServer, signal, login },
				tracePost: () => this.#deps.tracePost(),
				onLoginMethods: (methods) => sessionStore.update({ login: methods.length > 0 ? { methods } : null }),
			},
			contents.withReferences(listener),
		);
		const { lost, missing } = await settingsStore.reapply(session, setup);
		if (lost.length > 0) writer.stream([{ kind: "item", item: settingsLostNotice(lost) }]);
		await this.#reportNotTaken([...session.unsupportedParams.map(nameOfParam), ...missing]);
		return session;
	}

	/** In the timeline once, until something else is not taken: a session is opened many times. */
	async #reportNotTaken(parts: readonly string[]): Promise<void> {
		const { db, writer, log } = this.#deps;
		const reported = await readMeta(db, META_KEY);
		if (JSON.stringify(reported ?? []) === JSON.stringify(parts)) return;
		await writeMeta(db, META_KEY, parts);
		if (parts.length === 0) return;
		log("warn", "setup_not_taken", { parts: parts.join(", ") });
		writer.stream([{ kind: "item", item: setupNotTakenNotice(parts) }]);
	}
}

const META_KEY = "setupNotTaken";

function nameOfParam(param: UnsupportedParam): string {
	switch (param.kind) {
		case "mcp_server":
			return `MCP server ${param.name}`;
		case "additional_directories":
			return "additional directories";
		case "system_prompt_override":
			return "a system prompt in place of its own";
	}
}
