import type { FaultWords, Labels } from "../../react/labels/Labels.ts";
import type { ItemPlace } from "./ItemPlace.ts";

/** How failures are worded. */
export type SayFault = Labels["fault"];

/** The texts of a failure whose details are kept open under `id`. */
export function faultPlaces(fault: FaultWords, id: string, say: SayFault): readonly ItemPlace[] {
	const { message, hint = "", detail = "" } = say(fault);
	return [
		{ text: `${message}\n${hint}`.replaceAll("`", ""), folds: [] },
		{ text: detail, folds: [id] },
	];
}
