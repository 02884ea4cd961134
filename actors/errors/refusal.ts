import { UserError } from "rivetkit";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";

/**
 * What a caller gets when the workspace says no: the only errors whose words leave the server.
 * `facts` join `hint` and `detail` in the error's metadata.
 */
export function refusal(fault: WorkspaceErrorInfo, facts: Readonly<Record<string, unknown>> = {}): UserError {
	const metadata = {
		...facts,
		...(fault.hint === undefined ? {} : { hint: fault.hint }),
		...(fault.detail === undefined ? {} : { detail: fault.detail }),
	};
	return new UserError(fault.message, { code: fault.code, metadata });
}
