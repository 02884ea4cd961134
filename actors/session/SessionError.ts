import type { WorkspaceErrorCode, WorkspaceErrorInfo } from "../../src/protocol/index.ts";

/** A failure of the agent, its session or its sandbox, with the fault a person will read. */
export class SessionError extends Error {
	readonly info: WorkspaceErrorInfo;

	constructor(fault: WorkspaceErrorInfo, options?: ErrorOptions) {
		super(fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}`, options);
		this.name = "SessionError";
		this.info = fault;
	}

	get code(): WorkspaceErrorCode {
		return this.info.code;
	}
}
