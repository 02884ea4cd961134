import type { ConnectWorkspace } from "../../src/core/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import type { NetworkConditions } from "../../src/testing/index.ts";

export interface ContractPerson {
	readonly userId: string;
	readonly name: string;
	/** Default `owner`. */
	readonly role?: Role | undefined;
}

/** What a connection needs to show that it keeps the contract: a workspace at its other end, with `sampleFiles`. */
export interface ConnectionHarness {
	/** A way into a workspace, which begins to be with the first of them. */
	connect(workspaceId: string, person: ContractPerson, faults?: NetworkConditions): ConnectWorkspace;
	/** Waits until a workspace has started. */
	wake(workspaceId: string): Promise<void>;
	/** A way in that the workspace refuses with `unauthenticated`. */
	connectRefused(workspaceId: string): ConnectWorkspace;
	/** What to ask the agent for. */
	readonly prompts: {
		/** An answer in many pieces. */
		readonly stream: string;
		/** A turn that asks for a permission, and goes on after it. */
		readonly ask: string;
		/** The same with a permission that two people must give. */
		readonly askTwo: string;
		/** The same with a permission that expires in a moment. */
		readonly askBriefly: string;
		/** A turn that does not end before it is stopped. */
		readonly long: string;
		/** Many tool calls, one after another, of which one is open for some time. */
		readonly steps: string;
	};
	stop(): Promise<void>;
}
