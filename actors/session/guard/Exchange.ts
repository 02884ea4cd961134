import type { WorkspaceFault } from "../../../src/protocol/index.ts";
import { AgentRequestIds } from "./AgentRequestIds.ts";
import { GuardFaults } from "./GuardFaults.ts";
import { OwnRequests } from "./OwnRequests.ts";
import { PendingRequests } from "./PendingRequests.ts";
import type { JsonRpcId } from "./parseEnvelope.ts";
import { SdkEventStream } from "./SdkEventStream.ts";

/** What is under way between the SDK and the agent: our requests, the agent's, and the stream that the SDK hears. */
export class Exchange {
	readonly pending = new PendingRequests();
	readonly agentRequests = new AgentRequestIds();
	readonly ownRequests = new OwnRequests();
	readonly sdkStream = new SdkEventStream();
	/** The agent tells the past of a session again, which everybody knows, until it is asked something new. */
	isReplaying = false;
	/** The agent goes on with its earlier session. */
	hasRestored = false;
	readonly #faults = new GuardFaults();

	/** Answers a request of the SDK with an error, unless it was answered already. */
	fail(id: JsonRpcId, fault: WorkspaceFault): void {
		if (this.pending.settle(id) !== undefined) this.sdkStream.push(this.#faults.envelope(id, fault));
	}

	/** The fault behind an error of the SDK; undefined when the error is the agent's or the SDK's own. */
	faultOf(error: unknown): WorkspaceFault | undefined {
		return this.#faults.find(error);
	}

	/** Answers everything with an error and ends the stream. */
	end(fault: WorkspaceFault): void {
		for (const id of this.pending.ids()) this.fail(id, fault);
		this.sdkStream.end();
	}
}
