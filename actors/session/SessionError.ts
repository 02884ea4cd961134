import type { WorkspaceErrorCode, WorkspaceFault } from "../../src/protocol/index.ts";

/** A failure of the agent, its session or its sandbox, with the fault a person will read. */
export class SessionError extends Error {
	readonly fault: WorkspaceFault;

	constructor(fault: WorkspaceFault, options?: ErrorOptions) {
		super(fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}`, options);
		this.name = "SessionError";
		this.fault = fault;
	}

	get code(): WorkspaceErrorCode {
		return this.fault.code;
	}
}
