import type { SessionEvent } from "sandbox-agent";
import type { AgentPermissionRequest, AgentSessionListener } from "../../actors/session/agentSession.ts";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";

/** Keeps all that a session tells, and lets a test wait for what it needs. */
export class RecordingListener implements AgentSessionListener {
	readonly events: SessionEvent[] = [];
	readonly permissions: AgentPermissionRequest[] = [];
	readonly gaps: number[] = [];
	readonly faults: WorkspaceErrorInfo[] = [];
	readonly #waiting = new Set<() => void>();

	onEvent(event: SessionEvent): void {
		this.events.push(event);
		this.#wake();
	}

	onPermissionRequest(request: AgentPermissionRequest): void {
		this.permissions.push(request);
		this.#wake();
	}

	onUpdatesLost(lost: number): void {
		this.gaps.push(lost);
		this.#wake();
	}

	onClosed(fault: WorkspaceErrorInfo): void {
		this.faults.push(fault);
		this.#wake();
	}

	/** What the agent has said so far. */
	get text(): string {
		return this.events.map(({ payload }) => chunkText(payload)).join("");
	}

	/** Settles once something holds; looked at again with each thing that comes. */
	async until(holds: (listener: this) => boolean): Promise<void> {
		while (!holds(this)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
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
