import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { AgentRequestIds } from "./AgentRequestIds.ts";
import { GuardErrors } from "./GuardFaults.ts";
import { GuardRequests } from "./OwnRequests.ts";
import { PendingRequests } from "./PendingRequests.ts";
import type { JsonRpcId } from "./parseEnvelope.ts";
import { SdkEventStream } from "./SdkEventStream.ts";

/** What is under way between the SDK and the agent: our requests, the agent's, and the stream that the SDK hears. */
export class Exchange {
	readonly pending = new PendingRequests();
	readonly agentRequests = new AgentRequestIds();
	readonly guardRequests = new GuardRequests();
	readonly sdkStream = new SdkEventStream();
	/** The agent tells the past of a session again, which everybody knows, until it is asked something new. */
	isReplaying = false;
	/** The agent goes on with its earlier session. */
	hasRestored = false;
	readonly #faults = new GuardErrors();

	/** Answers a request of the SDK with an error, unless it was answered already. */
	fail(id: JsonRpcId, fault: WorkspaceErrorInfo): void {
		if (this.pending.settle(id) !== undefined) this.sdkStream.push(this.#faults.toResponse(id, fault));
	}

	/** The fault behind an error of the SDK; undefined when the error is the agent's or the SDK's own. */
	errorInfoOf(error: unknown): WorkspaceErrorInfo | undefined {
		return this.#faults.find(error);
	}

	/** Answers everything with an error and ends the stream. */
	end(fault: WorkspaceErrorInfo): void {
		for (const id of this.pending.ids()) this.fail(id, fault);
		this.sdkStream.end();
	}
}
