import type { ConnectWorkspace } from "../../src/core/index.ts";
import type { PersonMetadata, Role } from "../../src/protocol/index.ts";
import type { NetworkConditions } from "../../src/testing/index.ts";

export interface ContractPerson {
	readonly userId: string;
	readonly name: string;
	/** Null for somebody who needs an invite. Default `owner`. */
	readonly role?: Role | null | undefined;
	/** The token of an invite that they come with. */
	readonly invite?: string | undefined;
	readonly metadata?: PersonMetadata | undefined;
}

/** What the contract tests need: connections to workspaces that have `sampleFiles`. */
export interface ConnectionHarness {
	/** Connects to a workspace, which is created on first use. */
	connect(workspaceId: string, person: ContractPerson, faults?: NetworkConditions): ConnectWorkspace;
	/** Waits until a workspace has started. */
	wake(workspaceId: string): Promise<void>;
	/** Connects to a workspace that refuses with `unauthenticated`. */
	connectRefused(workspaceId: string): ConnectWorkspace;
	/** The prompts that make the agent do something. */
	readonly prompts: {
		/** An answer in many chunks. */
		readonly stream: string;
		/** A turn that requests a permission, and continues after the answer. */
		readonly ask: string;
		/** The same with a permission request that two people must allow. */
		readonly askTwo: string;
		/** The same with a permission request that expires at once. */
		readonly askBriefly: string;
		/** A turn with a question by a form, that continues after the answer and repeats it. */
		readonly askQuestion: string;
		/** A turn that asks people to open a page, and says a moment later that it is done. */
		readonly askForVisit: string;
		/** A turn that runs until it is stopped. */
		readonly long: string;
		/** Many tool calls, one after another. */
		readonly steps: string;
		/** A turn that leaves `npm test` running, which ends a moment later; then the agent says so. */
		readonly background: string;
		/** The same with a command that ends when it is stopped. */
		readonly longBackground: string;
		/** As `background`; then the agent asks a question, and says something after the answer. */
		readonly backgroundQuestion: string;
	};
	stop(): Promise<void>;
}
