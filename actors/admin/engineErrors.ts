import { UserError } from "rivetkit";
import { RivetError } from "rivetkit/client";
import { refusal } from "../errors/refusal.ts";

/** Whether there is no such workspace. */
export function isMissing(error: unknown): boolean {
	return RivetError.isRivetError(error) && error.group === "actor" && error.code === "not_found";
}

/** That there is no such workspace. Rivet's own sentence has the key of an actor and an address. */
export function missingError(workspaceId: string): RivetError {
	return new RivetError("actor", "not_found", `There is no workspace “${workspaceId}”.`, { public: true });
}

export function noServerError(
	message = "No server is connected to the Rivet engine, so no workspace can be opened.",
): Error {
	return refusal({
		code: "no_server",
		message,
		hint: "Start one: `node server.mts`.",
	});
}

/** What a workspace refuses stays as it is, and that there is none; what fails before it gets a code of ours, and says what to do. */
export function toEngineError(error: unknown): Error {
	if (isMissing(error)) return error as Error;
	if (
		error instanceof UserError ||
		(error instanceof Error && RivetError.isRivetError(error) && error.group === "user")
	)
		return error;
	if (RivetError.isRivetError(error) && error.code === "no_runner_config_configured")
		return noServerError("No server for workspaces has connected to the Rivet engine yet.");
	return refusal({
		code: "connection_lost",
		message: "The Rivet engine did not answer, or refused the token.",
		hint: "Check RIVET_ENDPOINT and RIVET_TOKEN. Repeating it is harmless.",
		detail: error instanceof Error ? error.message : String(error),
	});
}
