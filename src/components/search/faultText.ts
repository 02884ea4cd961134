import type { FaultWords, Labels } from "../../react/labels/Labels.ts";

/** How failures are worded. */
export type SayFault = Labels["fault"];

/** All that is said of a failure. */
export function faultText(fault: FaultWords, say: SayFault): string {
	const { message, hint = "", detail = "" } = say(fault);
	return [message, hint, detail].join("\n").replaceAll("`", "");
}
