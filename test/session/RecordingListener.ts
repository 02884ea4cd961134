import type { SessionEvent } from "sandbox-agent";
import type {
	AgentPermissionRequest,
	AgentQuestion,
	AgentSessionListener,
	UnreadableMessage,
} from "../../actors/session/agentSession.ts";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";

/** Records everything that a session emits, and lets a test wait for it. */
export class RecordingListener implements AgentSessionListener {
	readonly events: SessionEvent[] = [];
	readonly permissions: AgentPermissionRequest[] = [];
	readonly questions: AgentQuestion[] = [];
	readonly completed: string[] = [];
	readonly lostUpdates: number[] = [];
	readonly unreadable: UnreadableMessage[] = [];
	readonly errors: WorkspaceErrorInfo[] = [];
	readonly #waiting = new Set<() => void>();

	onEvent(event: SessionEvent): void {
		this.events.push(event);
		this.#wake();
	}

	onPermissionRequest(request: AgentPermissionRequest): void {
		this.permissions.push(request);
		this.#wake();
	}

	onQuestion(question: AgentQuestion): void {
		this.questions.push(question);
		this.#wake();
	}

	onQuestionCompleted(elicitationId: string): void {
		this.completed.push(elicitationId);
		this.#wake();
	}

	onPromptAnswered(): void {
		this.#wake();
	}

	onUpdatesLost(lost: number): void {
		this.lostUpdates.push(lost);
		this.#wake();
	}

	onUnreadable(message: UnreadableMessage): void {
		this.unreadable.push(message);
		this.#wake();
	}

	onClosed(error: WorkspaceErrorInfo): void {
		this.errors.push(error);
		this.#wake();
	}

	/** The text that the agent has sent so far. */
	get text(): string {
		return this.events.map(({ payload }) => chunkText(payload)).join("");
	}

	/** Resolves once the condition holds. It is checked again after every call of the listener. */
	async until(condition: (listener: this) => boolean): Promise<void> {
		while (!condition(this)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
	}

	#wake(): void {
		for (const resolve of this.#waiting) resolve();
		this.#waiting.clear();
	}
}

function chunkText(payload: unknown): string {
	const update = (payload as { params?: { update?: { sessionUpdate?: string; content?: { text?: string } } } }).params
		?.update;
	return update?.sessionUpdate === "agent_message_chunk" ? (update.content?.text ?? "") : "";
}
