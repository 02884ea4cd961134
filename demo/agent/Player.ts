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

/** A question to people, as ACP defines it. This version of the SDK does not know it. */
export type Elicitation =
	| { readonly mode: "form"; readonly message: string; readonly requestedSchema: Readonly<Record<string, unknown>> }
	| { readonly mode: "url"; readonly message: string; readonly url: string; readonly elicitationId: string };

/** What people did with a question. */
export interface ElicitationReply {
	readonly action: "accept" | "decline" | "cancel";
	readonly content?: Readonly<Record<string, unknown>>;
}

/** What the agent does by itself once a turn is over. */
export type BackgroundPlay = (player: Player) => Promise<void>;

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

	/** Asks people something. Resolves with what they did. */
	async ask(request: Elicitation): Promise<ElicitationReply> {
		const asked = this.#connection.extMethod("elicitation/create", { sessionId: this.session.id, ...request });
		return (await abortable(asked, this.signal)) as unknown as ElicitationReply;
	}

	/** Says that what people were to do on a page is done. */
	async completeVisit(elicitationId: string): Promise<void> {
		this.signal.throwIfAborted();
		await this.#connection.extNotification("elicitation/complete", { elicitationId });
	}

	async pause(milliseconds: number): Promise<void> {
		const slowness = readSetting(this.session, "model") === "steady" ? 2 : 1;
		await pause(milliseconds * slowness, this.signal);
	}

	/** Goes on by itself once the turn is over. Its functions reject as soon as that is stopped. */
	afterTurn(play: BackgroundPlay): void {
		this.session.afterTurn.push(play);
	}

	async #stream(sessionUpdate: "agent_message_chunk" | "agent_thought_chunk", text: string): Promise<void> {
		for (const chunk of splitIntoChunks(text)) {
			await this.send({ sessionUpdate, content: { type: "text", text: chunk } });
			this.session.usedTokens += Math.ceil(chunk.length / 4);
			await this.pause(35);
		}
	}
}
