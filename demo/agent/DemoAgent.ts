import { mkdir } from "node:fs/promises";
import {
	type Agent,
	type AgentSideConnection,
	type AuthenticateResponse,
	type CancelNotification,
	type InitializeResponse,
	type NewSessionRequest,
	type NewSessionResponse,
	PROTOCOL_VERSION,
	type PromptRequest,
	type PromptResponse,
	RequestError,
	type SetSessionConfigOptionRequest,
	type SetSessionConfigOptionResponse,
	type SetSessionModeRequest,
	type SetSessionModeResponse,
} from "@agentclientprotocol/sdk";
import { DemoSession } from "./DemoSession.ts";
import { type BackgroundPlay, Player } from "./Player.ts";
import { playTurn } from "./playTurn.ts";
import { SCRIPTS } from "./scripts/index.ts";
import { describeConfigOptions, describeModes, writeSetting } from "./sessionOptions.ts";

/** An ACP agent without a model: it plays scripted turns, selected by the prompt. */
export class DemoAgent implements Agent {
	readonly #connection: AgentSideConnection;
	readonly #sessions = new Map<string, DemoSession>();

	constructor(connection: AgentSideConnection) {
		this.#connection = connection;
	}

	async initialize(): Promise<InitializeResponse> {
		return {
			protocolVersion: PROTOCOL_VERSION,
			agentInfo: { name: "workspace-chat-demo", title: "Demo agent", version: "1.0.0" },
			agentCapabilities: { promptCapabilities: { image: true, embeddedContext: true } },
		};
	}

	async authenticate(): Promise<AuthenticateResponse> {
		return {};
	}

	async newSession({ cwd }: NewSessionRequest): Promise<NewSessionResponse> {
		await mkdir(cwd, { recursive: true });
		const session = new DemoSession(cwd);
		this.#sessions.set(session.id, session);
		// A client knows the session only after this response, so updates must follow it.
		setImmediate(() => void this.#announceCommands(session));
		return { sessionId: session.id, modes: describeModes(session), configOptions: describeConfigOptions(session) };
	}

	async prompt({ sessionId, prompt }: PromptRequest): Promise<PromptResponse> {
		const session = this.#find(sessionId);
		if (session.turn) throw RequestError.invalidRequest(undefined, "a turn is running already");
		const turn = new AbortController();
		session.turn = turn;
		try {
			const stopReason = await playTurn(this.#connection, session, prompt, turn.signal);
			// What follows the response is outside of the turn.
			for (const play of session.afterTurn) setImmediate(() => void this.#goOn(session, play));
			return { stopReason };
		} catch (error) {
			if (turn.signal.aborted) return { stopReason: "cancelled" };
			throw error;
		} finally {
			session.turn = null;
			session.afterTurn = [];
		}
	}

	/** Stops the turn; between turns, what goes on. */
	async cancel({ sessionId }: CancelNotification): Promise<void> {
		const session = this.#sessions.get(sessionId);
		if (!session) return;
		if (session.turn) return session.turn.abort();
		session.background.abort();
		session.background = new AbortController();
	}

	async #goOn(session: DemoSession, play: BackgroundPlay): Promise<void> {
		const { signal } = session.background;
		try {
			await play(new Player(this.#connection, session, "", signal));
		} catch (error) {
			if (!signal.aborted) throw error;
		}
	}

	async setSessionMode({ sessionId, modeId }: SetSessionModeRequest): Promise<SetSessionModeResponse> {
		await this.#choose(this.#find(sessionId), "mode", modeId);
		return {};
	}

	async setSessionConfigOption(request: SetSessionConfigOptionRequest): Promise<SetSessionConfigOptionResponse> {
		const session = this.#find(request.sessionId);
		await this.#choose(session, request.configId, request.value);
		return { configOptions: describeConfigOptions(session) };
	}

	#find(sessionId: string): DemoSession {
		const session = this.#sessions.get(sessionId);
		if (!session) throw RequestError.resourceNotFound(sessionId);
		return session;
	}

	async #choose(session: DemoSession, id: string, value: unknown): Promise<void> {
		if (!writeSetting(session, id, value)) throw RequestError.invalidParams({ id, value }, "no such choice");
		const configOptions = describeConfigOptions(session);
		const { currentModeId } = describeModes(session);
		await this.#connection.sessionUpdate({
			sessionId: session.id,
			update: { sessionUpdate: "config_option_update", configOptions },
		});
		if (id !== "mode") return;
		await this.#connection.sessionUpdate({
			sessionId: session.id,
			update: { sessionUpdate: "current_mode_update", currentModeId },
		});
	}

	async #announceCommands(session: DemoSession): Promise<void> {
		const availableCommands = SCRIPTS.map(({ name, description, hint }) => ({
			name,
			description,
			input: hint ? { hint } : null,
		}));
		await this.#connection.sessionUpdate({
			sessionId: session.id,
			update: { sessionUpdate: "available_commands_update", availableCommands },
		});
	}
}
