import { isRivetLoss } from "../../demo/server/isRivetLoss.ts";

/** Counts unhandled errors of this process from now on. The returned function returns the count. */
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
