import { truncateText } from "../../text/cutText.ts";
import { closeOpenText } from "../closeText.ts";
import { limitJsonDepth } from "../parse/keepJson.ts";
import type { ProjectionContext } from "../projectContext.ts";
import { andThen, type ProjectionResult, withItem } from "../projected.ts";
import type { Projection } from "../projection.ts";

const LABEL_CHARACTERS = 64;

/** Keeps what is not understood as it came, to be shown folded. */
export function projectUnknown(
	projection: Projection,
	label: string,
	value: unknown,
	context: ProjectionContext,
): ProjectionResult {
	return andThen(closeOpenText(projection, context), (closed) =>
		withItem(closed, {
			kind: "unknown",
			id: context.createId(),
			turnId: context.turnId,
			createdAt: context.now,
			label: truncateText(label, LABEL_CHARACTERS),
			value: limitJsonDepth(value),
		}),
	);
}
