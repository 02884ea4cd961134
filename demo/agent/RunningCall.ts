import type { SessionUpdate, ToolCallUpdate } from "@agentclientprotocol/sdk";
import { textContent } from "./textContent.ts";

type CallChange = Omit<ToolCallUpdate, "toolCallId">;

/** A tool call that has been announced and can still change. */
export class RunningCall {
	readonly id: string;
	readonly #send: (update: SessionUpdate) => Promise<void>;

	constructor(id: string, send: (update: SessionUpdate) => Promise<void>) {
		this.id = id;
		this.#send = send;
	}

	async update(change: CallChange): Promise<void> {
		await this.#send({ sessionUpdate: "tool_call_update", toolCallId: this.id, ...change });
	}

	async complete(change: CallChange = {}): Promise<void> {
		await this.update({ ...change, status: "completed" });
	}

	async fail(reason: string): Promise<void> {
		await this.update({ status: "failed", content: textContent(reason) });
	}
}
