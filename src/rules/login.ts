import type { LoginMethod, Session } from "../protocol/session.ts";
import { loginMethodUnknownRefusal } from "./refusals.ts";

/**
 * The login that a person wants to start.
 *
 * @throws {Refusal} `not_found` when the agent has no such login, or one that it cannot carry out itself.
 */
export function requireLoginMethod(login: Session["login"], methodId: string): LoginMethod {
	const method = login?.methods.find(({ id }) => id === methodId);
	if (method?.type !== "agent") throw loginMethodUnknownRefusal();
	return method;
}
