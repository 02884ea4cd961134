import type { WhenBusy } from "../../protocol/index.ts";
import { updateFields } from "../reduce/reduceFields.ts";
import type { WorkspaceState } from "../workspaceState.ts";

/**
 * What a person has chosen to do with prompts while a turn runs. To interrupt destroys what the turn was at, so it is no
 * habit: it holds for one prompt and for the turn that they see, and then what they chose before holds again.
 */
export function reduceWhenBusy(state: WorkspaceState, whenBusy: WhenBusy): WorkspaceState {
	if (whenBusy === "interrupt") return updateFields(state, { interruptTurnId: state.turn?.id ?? null });
	return updateFields(state, { preferredWhenBusy: whenBusy, interruptTurnId: null });
}
