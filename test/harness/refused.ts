import { RivetError } from "rivetkit";

/** The error a call is refused with, as the caller sees it. */
export async function refused(call: Promise<unknown>): Promise<RivetError> {
	const error = await call.then(
		() => new Error("The call was not refused."),
		(reason: unknown) => reason,
	);
	if (error instanceof Error && RivetError.isRivetError(error) && "group" in error) return error as RivetError;
	throw error;
}
