import { randomUUID } from "node:crypto";
import type {
	AgentSideConnection,
	PermissionOption,
	PlanEntry,
	SessionUpdate,
	StopReason,
	ToolCall,
	ToolCallUpdate,
} from "@agentclientprotocol/sdk";
import { abortable } from "./abortable.ts";
import type { DemoSession } from "./DemoSession.ts";
import { pause } from "./pace.ts";
import { RunningCall } from "./RunningCall.ts";
import { readSetting } from "./sessionOptions.ts";
import { splitIntoChunks } from "./splitIntoChunks.ts";

/** The functions a script plays its turn with. All of them reject as soon as the turn is stopped. */
export class Player {
	readonly session: DemoSession;
	/** The text after the script's name. */
	readonly rest: string;
	/** Aborts when the turn is stopped. */
	readonly signal: AbortSignal;
	/** The stop reason of the turn. A script may change it. */
	stopReason: StopReason = "end_turn";
	readonly #connection: AgentSideConnection;

	constructor(connection: AgentSideConnection, session: DemoSession, rest: string, signal: AbortSignal) {
		this.#connection = connection;
		this.session = session;
		this.rest = rest;
		this.signal = signal;
	}

	async send(update: SessionUpdate): Promise<void> {
		this.signal.throwIfAborted();
		await this.#connection.sessionUpdate({ sessionId: this.session.id, update });
	}

	/** Sends an update that this version of ACP does not know. */
	async sendUnknown(update: Record<string, unknown>): Promise<void> {
		this.signal.throwIfAborted();
		await this.#connection.extNotification("session/update", { sessionId: this.session.id, update });
	}

	/** Streams Markdown a few words at a time. */
	async say(markdown: string): Promise<void> {
		await this.#stream("agent_message_chunk", markdown);
	}

	async think(text: string): Promise<void> {
		await this.#stream("agent_thought_chunk", text);
	}

	async plan(entries: PlanEntry[]): Promise<void> {
		await this.send({ sessionUpdate: "plan", entries });
	}

	/** Announces a tool call, `in_progress` by default. */
	async call(start: Omit<ToolCall, "toolCallId">): Promise<RunningCall> {
		const toolCallId = `call_${randomUUID()}`;
		await this.send({ sessionUpdate: "tool_call", toolCallId, status: "in_progress", ...start });
		return new RunningCall(toolCallId, (update) => this.send(update));
	}

	/** Requests a permission. Resolves with the id of the chosen option, or null if the request was cancelled. */
	async askPermission(toolCall: ToolCallUpdate, options: PermissionOption[]): Promise<string | null> {
		const request = this.#connection.requestPermission({ sessionId: this.session.id, toolCall, options });
		const { outcome } = await abortable(request, this.signal);
		return outcome.outcome === "selected" ? outcome.optionId : null;
	}

	async pause(milliseconds: number): Promise<void> {
		const slowness = readSetting(this.session, "model") === "steady" ? 2 : 1;
		await pause(milliseconds * slowness, this.signal);
	}

	async #stream(sessionUpdate: "agent_message_chunk" | "agent_thought_chunk", text: string): Promise<void> {
		for (const chunk of splitIntoChunks(text)) {
			await this.send({ sessionUpdate, content: { type: "text", text: chunk } });
			this.session.usedTokens += Math.ceil(chunk.length / 4);
			await this.pause(35);
		}
	}
}
