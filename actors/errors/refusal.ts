import { UserError } from "rivetkit";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { Refusal } from "../../src/rules/refusals.ts";

/**
 * The error for a caller whose action the workspace refuses. Only errors of this kind leave the server with their text.
 *
 * @param data - Added to the error's metadata, beside `hint` and `detail`.
 */
export function refusal(info: WorkspaceErrorInfo, data: Readonly<Record<string, unknown>> = {}): UserError {
	const { code, message, hint, detail } = info;
	const metadata = { ...data, ...(hint === undefined ? {} : { hint }), ...(detail === undefined ? {} : { detail }) };
	return new UserError(message, { code, metadata });
}

/** A rule's refusal, as Rivet sends it to the client. */
export function toUserError({ info, facts }: Refusal): UserError {
	return refusal(info, facts);
}
