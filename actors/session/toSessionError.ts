import * as v from "valibot";
import { errorInfoFromAcpError } from "../timeline/index.ts";
import type { AcpGuard } from "./guard/AcpGuard.ts";
import { SessionError } from "./SessionError.ts";
import { agentFailed } from "./sessionFaults.ts";

const agentErrorSchema = v.object({ code: v.number(), message: v.string() });

/** What the SDK threw, as an error of the session: the guard's own fault, an agent's error answer, or a surprise. */
export function toSessionError(error: unknown, guard: AcpGuard): SessionError {
	if (error instanceof SessionError) return error;
	const guardFault = guard.errorInfoOf(error);
	if (guardFault) return new SessionError(guardFault);
	// Only an agent's own answer is for people's eyes. Anything else could quote an address or a token.
	const isAnswer = v.is(agentErrorSchema, error);
	return new SessionError(isAnswer ? errorInfoFromAcpError(error) : agentFailed(), { cause: error });
}
