import { RivetError } from "rivetkit";

/** Resolves with the error that a call is refused with. */
export async function refused(call: Promise<unknown>): Promise<RivetError> {
	const error = await call.then(
		() => new Error("The call was not refused."),
		(reason: unknown) => reason,
	);
	if (error instanceof Error && RivetError.isRivetError(error) && "group" in error) return error as RivetError;
	throw error;
}
