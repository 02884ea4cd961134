import { refusal } from "../errors/refusal.ts";
import type { Authenticate } from "./authenticate.ts";

/** Lets nobody in, and says how to change that: for a workspace in production that was told nothing about people. */
export const rejectAll: Authenticate = () => {
	throw refusal({
		code: "unauthenticated",
		message: "This workspace was not told whom to let in, so it lets nobody in.",
		hint: "On the server, make it with `createWorkspace({ authenticate })`, or set WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED=1 to let everybody in.",
	});
};
