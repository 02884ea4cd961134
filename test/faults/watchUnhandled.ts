import { isRivetLoss } from "../../demo/server/isRivetLoss.ts";

/** Counts the errors of this process that nobody handled, until it is asked how many there were. */
export function watchUnhandled(): () => number {
	let count = 0;
	const note = (error: unknown) => {
		if (isRivetLoss(error)) return;
		count += 1;
		console.error("Nobody handled:", error);
	};
	process.on("uncaughtException", note);
	process.on("unhandledRejection", note);
	return () => {
		process.off("uncaughtException", note);
		process.off("unhandledRejection", note);
		return count;
	};
}
