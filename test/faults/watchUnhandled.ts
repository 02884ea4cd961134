import { isRivetLoss } from "../../demo/server/isRivetLoss.ts";

/** Counts the errors of this process that nobody handles, from now on. The function tells how many there were. */
export function watchUnhandled(): () => number {
	let count = 0;
	const note = (error: unknown) => {
		if (isRivetLoss(error)) return;
		count += 1;
		console.error("Nobody handled:", error);
	};
	process.on("uncaughtException", note);
	process.on("unhandledRejection", note);
	return () => count;
}
